package io.vqtrace.recorder;

import java.util.concurrent.CountDownLatch;

/** A recorder whose drain stands still. */
final class HeldDrain {
    private final VirtioRecorder recorder;
    private final CountDownLatch goOn = new CountDownLatch(1);

    private HeldDrain(VirtioRecorder recorder) {
        this.recorder = recorder;
    }

    /** Returns when the drain takes no more rows. */
    static HeldDrain of(VirtioRecorder recorder) throws InterruptedException {
        HeldDrain drain = new HeldDrain(recorder);
        CountDownLatch held = new CountDownLatch(1);
        recorder.beforeDrainPass(() -> {
            held.countDown();
            awaitQuietly(drain.goOn);
        });
        held.await();
        return drain;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets it go on, and returns when all that was recorded is written. */
    void release() {
        recorder.beforeDrainPass(() -> {});
        goOn.countDown();
        recorder.flush();
    }
}
