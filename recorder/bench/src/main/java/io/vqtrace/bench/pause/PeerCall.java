package io.vqtrace.bench.pause;

import io.vqtrace.bench.ScratchDirectory;
import io.vqtrace.bench.peer.Peer;
import io.vqtrace.bench.peer.PeerKind;
import java.io.IOException;

/** An event recorded by a peer. */
final class PeerCall extends Call {
    private final ScratchDirectory directory = ScratchDirectory.onDisk();
    private final Peer peer;

    PeerCall(PeerKind kind) throws IOException {
        peer = kind.open(directory.path());
    }

    @Override
    void make(int n) {
        peer.record(n, (long) n << 3, 16, 4096, 4097, 3, 1, 0, n & 255, 4);
    }

    @Override
    public void close() {
        peer.close();
        directory.close();
    }
}
