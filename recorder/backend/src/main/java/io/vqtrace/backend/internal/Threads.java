package io.vqtrace.backend.internal;

/** Waiting for threads. */
public final class Threads {
    private Threads() {}

    /**
     * Waits until a thread has ended. An interruption does not end the wait; the calling thread is interrupted afterwards.
     *
     * @param thread one that was started, or never will be
     */
    public static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
