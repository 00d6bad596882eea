package io.vqtrace.backend.cli;

import java.util.concurrent.CountDownLatch;

/** Lets SIGTERM and SIGINT end the program as it ends by itself: with its trace closed, and status 0. */
final class Ending {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    /**
     * Makes it without effect yet.
     *
     * @param end called when the process is to end; makes the main thread go on to {@link #done()}
     */
    Ending(Runnable end) {
        hook = new Thread(
                () -> {
                    end.run();
                    awaitDone();
                },
                "ending");
    }

    /** Watches for the signals; false if one has come already. */
    boolean arm() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Everything is closed: the process may go. */
    void done() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is ending: the hook is what waits for this.
        }
    }

    private void awaitDone() {
        boolean interrupted = false;
        while (done.getCount() > 0) {
            try {
                done.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
