package io.vqtrace.bench.cost;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Rows that the recorder lost during an iteration: a lost row may be cheaper than a recorded one. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Losses {
    private long dropped;
    private long offered;
    private long droppedBefore;
    private long offeredBefore;

    /**
     * Counts the rows that found no memory.
     *
     * @return their number in the last iteration
     */
    public long dropped() {
        return dropped;
    }

    /**
     * Counts the rows that calls gave rise to.
     *
     * @return their number in the last iteration
     */
    public long offered() {
        return offered;
    }

    /**
     * Reads the recorder's counters.
     *
     * @param recording the recorder
     */
    @Setup(Level.Iteration)
    public void before(Recording recording) {
        droppedBefore = recording.status().dropped();
        offeredBefore = recording.status().offered();
    }

    /**
     * Reads them again.
     *
     * @param recording the recorder
     */
    @TearDown(Level.Iteration)
    public void after(Recording recording) {
        dropped = recording.status().dropped() - droppedBefore;
        offered = recording.status().offered() - offeredBefore;
    }
}
