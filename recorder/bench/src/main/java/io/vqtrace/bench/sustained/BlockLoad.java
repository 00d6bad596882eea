package io.vqtrace.bench.sustained;

import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.trace.SuppressionReason;

/**
 * Makes a queue's calls as fast as asked, in batches: the driver publishes {@link #BATCH} chains and kicks once; the device
 * takes them, returns as many of those that it took before, in another order, and interrupts for each half.
 */
abstract class BlockLoad {
    /** Chains published at once. */
    static final int BATCH = 32;

    /** Chains that a queue can hold. */
    static final int HEADS = 256;

    /** Requests taken ahead of those that are returned. */
    private static final int AHEAD = 64;

    final QueueProbe probe;
    final BlockRequests requests = new BlockRequests(1);
    final int[] heads = new int[BATCH];
    private int taken;
    private int publications;

    BlockLoad(QueueProbe probe) {
        this.probe = probe;
    }

    /**
     * Makes one batch.
     *
     * @return the number of calls, each of which writes a row (a burst writes one for each chain)
     */
    final int batch() {
        publications += BATCH;
        probe.avail(BATCH, publications & 0xffff);
        probe.kick();
        take(taken);
        taken += BATCH;
        if (taken <= AHEAD) {
            return 2 + BATCH;
        }
        giveBack(taken - AHEAD - BATCH);
        probe.interruptSuppressed(SuppressionReason.DELAYED.code());
        probe.interrupt(1);
        return 2 + BATCH + BATCH + 2;
    }

    /** The device takes the requests from number {@code first} on. */
    abstract void take(int first);

    /** The device returns the requests from number {@code first} on. */
    abstract void giveBack(int first);

    static int head(int request) {
        return request & HEADS - 1;
    }

    /** Neighbours change places, as completions of a disk do. */
    static int shuffled(int request) {
        return request ^ 3;
    }

    /** One call for each request. */
    static final class Single extends BlockLoad {
        Single(QueueProbe probe) {
            super(probe);
        }

        @Override
        void take(int first) {
            for (int n = first; n < first + BATCH; n++) {
                int i = n & BlockRequests.COUNT - 1;
                probe.pop(
                        head(n),
                        requests.descriptors[i],
                        requests.outBytes[i],
                        requests.inBytes[i],
                        requests.operation[i],
                        requests.sector[i]);
            }
        }

        @Override
        void giveBack(int first) {
            for (int n = first; n < first + BATCH; n++) {
                int request = shuffled(n);
                probe.used(head(request), requests.inBytes[request & BlockRequests.COUNT - 1], 0);
            }
        }
    }

    /** One call for each batch. */
    static final class Bursts extends BlockLoad {
        private final int[] descriptors = new int[BATCH];
        private final int[] outBytes = new int[BATCH];
        private final int[] inBytes = new int[BATCH];

        Bursts(QueueProbe probe) {
            super(probe);
        }

        @Override
        void take(int first) {
            for (int n = 0; n < BATCH; n++) {
                heads[n] = head(first + n);
            }
            int i = first & BlockRequests.COUNT - 1;
            System.arraycopy(requests.descriptors, i, descriptors, 0, BATCH);
            System.arraycopy(requests.outBytes, i, outBytes, 0, BATCH);
            System.arraycopy(requests.inBytes, i, inBytes, 0, BATCH);
            probe.popBurst(BATCH, heads, descriptors, outBytes, inBytes);
        }

        @Override
        void giveBack(int first) {
            for (int n = 0; n < BATCH; n++) {
                int request = shuffled(first + n);
                heads[n] = head(request);
                inBytes[n] = requests.inBytes[request & BlockRequests.COUNT - 1];
            }
            probe.usedBurst(BATCH, heads, inBytes);
        }
    }
}
