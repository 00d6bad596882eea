package io.vqtrace.bench.pause;

import io.vqtrace.bench.RecorderMode;
import io.vqtrace.bench.peer.PeerKind;
import java.io.IOException;
import java.util.Locale;

/** What pauses are measured of. */
public enum PauseSeries {
    /** The machine itself. */
    NANO_TIME(() -> new PeerCall(PeerKind.NANO_TIME)),
    /** An enabled probe of a recorder that streams to disk. */
    PROBE(() -> new ProbeCall(RecorderMode.STREAM)),
    /** The same with its memory in mapped files. */
    BLACK_BOX(() -> new ProbeCall(RecorderMode.STREAM_BLACK_BOX)),
    /** A JFR event. */
    JFR(() -> new PeerCall(PeerKind.JFR)),
    /** Chronicle Queue. */
    CHRONICLE(() -> new PeerCall(PeerKind.CHRONICLE));

    private interface Opener {
        Call open() throws IOException;
    }

    private final Opener opener;

    PauseSeries(Opener opener) {
        this.opener = opener;
    }

    /**
     * Returns the series' name in results.
     *
     * @return such as {@code nano_time}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Call open() throws IOException {
        return opener.open();
    }
}
