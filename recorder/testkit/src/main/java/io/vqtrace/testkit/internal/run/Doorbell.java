package io.vqtrace.testkit.internal.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Notifications under way from one side to the other, each with its time of arrival: a queue between one producer and one
 * consumer. A notification that finds it full is merged with the last one, as an eventfd does it.
 */
public final class Doorbell {
    private static final int CAPACITY = 1024;
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(Doorbell.class, "head", long.class);
            TAIL = MethodHandles.lookup().findVarHandle(Doorbell.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long[] arrivals = new long[CAPACITY];
    private final int[] data = new int[CAPACITY];

    @SuppressWarnings("unused")
    private long head;

    @SuppressWarnings("unused")
    private long tail;

    /**
     * Sends a notification.
     *
     * @param arrival when it reaches the other side, not before earlier ones
     * @param value what it carries
     */
    public void ring(long arrival, int value) {
        long at = (long) TAIL.get(this);
        if (at - (long) HEAD.getAcquire(this) < CAPACITY) {
            arrivals[(int) (at % CAPACITY)] = arrival;
            data[(int) (at % CAPACITY)] = value;
            TAIL.setRelease(this, at + 1);
        }
    }

    /**
     * Tells when the next notification arrives.
     *
     * @return the time, or {@link Actor#NEVER}
     */
    public long next() {
        long at = (long) HEAD.get(this);
        return at == (long) TAIL.getAcquire(this) ? Actor.NEVER : arrivals[(int) (at % CAPACITY)];
    }

    /**
     * Takes the next notification; there must be one.
     *
     * @return what it carries
     */
    public int take() {
        long at = (long) HEAD.get(this);
        int value = data[(int) (at % CAPACITY)];
        HEAD.setRelease(this, at + 1);
        return value;
    }

    /** Forgets what is under way; while neither side is running. */
    public void clear() {
        HEAD.setRelease(this, (long) TAIL.getAcquire(this));
    }
}
