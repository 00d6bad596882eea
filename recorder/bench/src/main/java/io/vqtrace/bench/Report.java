package io.vqtrace.bench;

import io.vqtrace.bench.cost.Costs;
import io.vqtrace.bench.pause.Pause;
import io.vqtrace.bench.pause.PauseSeries;
import io.vqtrace.bench.peer.PeerKind;
import io.vqtrace.bench.sustained.RowSize;
import io.vqtrace.bench.sustained.SustainedRun;
import java.util.Map;

/**
 * All that was measured; a part that was left out is null.
 *
 * @param machine the machine
 * @param costs of calls
 * @param pauses of calls
 * @param plain the highest rate that was held to disk, uncompressed
 * @param zstd the same, compressed
 * @param overload twice that of {@code plain}
 * @param size bytes on disk
 */
record Report(
        Machine machine,
        Costs costs,
        Map<PauseSeries, Pause> pauses,
        SustainedRun plain,
        SustainedRun zstd,
        SustainedRun overload,
        RowSize size) {

    /** The peers that the recorder is compared with. */
    static final PeerKind[] PEERS = {
        PeerKind.JFR, PeerKind.AGRONA, PeerKind.DISRUPTOR, PeerKind.CHRONICLE, PeerKind.LOG4J2
    };
}
