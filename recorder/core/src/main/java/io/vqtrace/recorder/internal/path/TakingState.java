package io.vqtrace.recorder.internal.path;

import static io.vqtrace.trace.box.StateEntry.AVAIL_NS;
import static io.vqtrace.trace.box.StateEntry.KICK_ARM_NS;
import static io.vqtrace.trace.box.StateEntry.KICK_ARM_RING_INDEX;
import static io.vqtrace.trace.box.StateEntry.KICK_ARM_VALUE;
import static io.vqtrace.trace.box.StateEntry.KICK_NS;
import static io.vqtrace.trace.box.StateEntry.POP_NS;
import static io.vqtrace.trace.box.StateEntry.PUBLISHED;
import static io.vqtrace.trace.box.StateEntry.TAKEN;
import static io.vqtrace.trace.box.StateEntry.TAKING_VERSION;

/** What the taking side of a queue did last, kept where it survives; written by that side, some plain stores for each call. */
final class TakingState extends StateWords {
    private int ringIndex;
    private int armValue;

    TakingState(Heads heads) {
        super(heads.region(), TAKING_VERSION);
    }

    /**
     * Chains were announced.
     *
     * @param index the ring's index, below 0 if unknown
     * @param published all chains announced by now
     */
    void announced(long ts, int index, long published) {
        ringIndex = index < 0 ? 0 : (index & 0xffff) + 1;
        begin();
        put(AVAIL_NS, ts);
        put(PUBLISHED, published);
        put(KICK_ARM_VALUE, armValue, ringIndex);
        end();
    }

    void kicked(long ts) {
        put(KICK_NS, ts);
    }

    void armed(long ts, int value) {
        armValue = value;
        begin();
        put(KICK_ARM_NS, ts);
        put(KICK_ARM_VALUE, value, ringIndex);
        put(KICK_ARM_RING_INDEX, ringIndex, 0);
        end();
    }

    /** Chains were taken; {@code published} and {@code taken} are all by now. */
    void took(long ts, long published, long taken) {
        put(PUBLISHED, published);
        put(TAKEN, taken);
        put(POP_NS, ts);
    }

    /** Forgets everything: the ring starts anew. */
    void reset() {
        ringIndex = 0;
        armValue = 0;
        begin();
        clear(AVAIL_NS, KICK_ARM_RING_INDEX + Long.BYTES);
        end();
    }
}
