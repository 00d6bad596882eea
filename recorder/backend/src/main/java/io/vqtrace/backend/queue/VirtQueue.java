package io.vqtrace.backend.queue;

import io.vqtrace.backend.internal.LostMemory;
import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.protocol.Doorbell;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.DeviceRing;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.trace.FaultReason;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A queue of a device: takes chains, returns them, notifies the driver, and records all of it. It outlives the rings that
 * drivers set up for it.
 *
 * <p>Everything is called under {@link #lock()}; the queue's thread holds it when it calls a service. What the driver did
 * wrong never reaches a service: chains against the rules are refused here, and a ring that cannot be trusted any more stops
 * the queue.
 */
public final class VirtQueue {
    private final int index;
    private final QueueProbe probe;
    private final boolean recorded;
    private final Notifier notifier;
    private final ReentrantLock lock = new ReentrantLock();
    private final RunState state;
    private DeviceRing ring;
    private GuestMemory memory;
    private boolean logged;
    private AvailableSide available;
    private UsedSide used;

    /**
     * Makes a queue that does not run yet.
     *
     * @param index its index in the device
     * @param probe records it
     * @param recorded false if the probe records nothing: spares finding out what only it wants to know
     * @param clock nanoseconds, as {@link System#nanoTime()}; moderation goes by it
     * @param owner is told what the queue's thread or its driver have to know
     */
    VirtQueue(int index, QueueProbe probe, boolean recorded, LongSupplier clock, QueueOwner owner) {
        this.index = index;
        this.probe = probe;
        this.recorded = recorded;
        state = new RunState(index, probe, owner, lock);
        notifier = new Notifier(probe, clock, () -> owner.deadlineSet(index));
    }

    /**
     * Returns the queue's index.
     *
     * @return from 0
     */
    public int index() {
        return index;
    }

    /**
     * Returns the lock that everything else is called under. A thread that holds a transmit queue's may take a receive
     * queue's, and one that holds a control queue's either; never the other way.
     *
     * @return the lock
     */
    public ReentrantLock lock() {
        return lock;
    }

    /**
     * Returns what records the queue.
     *
     * @return for events that only a device knows: drops, malformed requests
     */
    public QueueProbe probe() {
        return probe;
    }

    /**
     * Tells whether the queue may be served.
     *
     * @return true if it was started, is enabled and did not break
     */
    public boolean running() {
        return state.running();
    }

    /**
     * Returns the memory in which chains lie.
     *
     * @return as it is now; chains taken before it changed are still valid in the former
     */
    public GuestMemory memory() {
        return memory;
    }

    /**
     * Returns a number of the ring that runs: what was taken in another era can no longer be answered.
     *
     * @return changes whenever the queue is started or stopped
     */
    public int era() {
        return state.era();
    }

    /**
     * Returns the number of ring entries.
     *
     * @return 0 if the queue was not started
     */
    public int size() {
        return ring == null ? 0 : ring.setup().size();
    }

    /**
     * Takes chains, each of which has to be answered by {@link #use} or {@link #useBurst}, and records that.
     *
     * @param burst is emptied and filled
     * @param max how many at most
     * @return how many it got
     */
    public int take(ChainBurst burst, int max) {
        int count = takeUnrecorded(burst, max);
        if (count > 0) {
            probe.popBurst(count, burst.heads(), burst.descriptors(), burst.outBytes(), burst.inBytes());
        }
        return count;
    }

    /**
     * Takes chains of which the caller wants to read first what they ask for: it has to call {@link #taken} for each.
     *
     * @param burst is emptied and filled
     * @param max how many at most
     * @return how many it got
     */
    public int takeUnrecorded(ChainBurst burst, int max) {
        burst.clear();
        if (!running()) {
            return 0;
        }
        if (logged) {
            // What is written down must be in step with the ring when more is added.
            flush();
        }
        available.take(burst, max);
        for (int refused = 1; burst.faulty() > 0; refused++) {
            used.refuse(burst);
            flush();
            // No more than a ring of them at a time: the driver may add more and more.
            if (burst.count() == 0 && refused < ring.setup().size() && running()) {
                available.take(burst, max);
            }
        }
        if (ring.broken() != null) {
            breakDown(ring.broken());
        }
        return burst.count();
    }

    /**
     * Records a chain of {@link #takeUnrecorded}.
     *
     * @param burst the burst
     * @param chain which one
     * @param operation {@link io.vqtrace.trace.Operation#code()}, or {@link QueueProbe#UNKNOWN}
     * @param argument the operation's argument: the first sector of a block request
     */
    public void taken(ChainBurst burst, int chain, int operation, long argument) {
        probe.pop(
                burst.head(chain),
                burst.descriptors()[chain],
                Integer.toUnsignedLong(burst.outBytes()[chain]),
                Integer.toUnsignedLong(burst.inBytes()[chain]),
                operation,
                argument);
    }

    /**
     * Takes as many chains as the burst holds.
     *
     * @param burst as for {@link #take(ChainBurst, int)}
     * @return how many it got
     */
    public int take(ChainBurst burst) {
        return take(burst, burst.capacity());
    }

    /**
     * Puts back the chains that were taken last, unserved, to be taken again.
     *
     * @param burst the burst of the last {@link #take}
     * @param from the first one to put back; it and those behind it are not answered
     */
    public void untake(ChainBurst burst, int from) {
        available.untake(burst, from);
    }

    /**
     * Answers a chain; the driver sees it after {@link #flush()}.
     *
     * @param head as taken
     * @param length bytes written into its device-writable buffers, from its first on
     * @param status the answer's status byte, or {@link QueueProbe#UNKNOWN}
     */
    public void use(int head, int length, int status) {
        used.use(head, length, status);
        state.returned(ring.held());
    }

    /**
     * Answers the first chains of a burst; the driver sees them after {@link #flush()}.
     *
     * @param burst the burst
     * @param chains how many
     * @param lengths bytes written into each one's device-writable buffers
     */
    public void useBurst(ChainBurst burst, int chains, int[] lengths) {
        used.useBurst(burst, chains, lengths);
        state.returned(ring.held());
    }

    /** Shows the driver what was answered, and notifies it if it wants that and moderation does not hold it back. */
    public void flush() {
        int chains = used == null ? 0 : used.publish();
        if (chains == 0) {
            return;
        }
        try {
            notifier.completed(chains);
        } catch (IOException e) {
            breakDown(FaultReason.OTHER);
        }
    }

    /**
     * Records that the service refuses a request that breaks no rule of the ring; the service answers it.
     *
     * @param reason why
     */
    public void fault(FaultReason reason) {
        probe.fault(reason.code());
    }

    /**
     * Returns how interrupts are held back.
     *
     * @return as set last
     */
    public Moderation moderation() {
        return notifier.moderation();
    }

    /**
     * Sets how interrupts are held back; those that are go by it at once.
     *
     * @param setting limits
     */
    public void moderate(Moderation setting) {
        try {
            notifier.moderate(setting);
        } catch (IOException e) {
            breakDown(FaultReason.OTHER);
        }
    }

    /** Stops serving the queue, records why, and tells its owner; once. */
    void breakDown(FaultReason reason) {
        state.breakDown(reason);
    }

    /**
     * Breaks the queue because the calling thread lost requests that it had taken: they are never answered, and a stop does
     * not wait for them. Called with the lock or without; afterwards the thread does not hold it, since the loss of memory may
     * have interrupted it in the very act of unlocking.
     *
     * @param reason to be recorded
     */
    public void abandon(FaultReason reason) {
        lock.lock();
        try {
            loseAnswers(reason);
        } finally {
            letGo();
        }
    }

    /** Gives the lock back if this thread has it: the loss of memory may interrupt a thread in the very act of unlocking. */
    void letGo() {
        while (lock.isHeldByCurrentThread()) {
            lock.unlock();
        }
    }

    /** Breaks the queue: chains that its service held, of memory that its front end took away for instance, are lost. */
    void loseAnswers(FaultReason reason) {
        state.loseAnswers(reason, ring != null);
    }

    /** Starts on a ring; the log, or null, tells what a former life left. */
    void start(DeviceRing newRing, GuestMemory newMemory, Doorbell call, RequestLog log) {
        ring = newRing;
        memory = newMemory;
        logged = log != null;
        UsedOrder order =
                newRing.setup().inOrder() ? new UsedOrder(newRing.setup().size()) : null;
        available = new AvailableSide(newRing, probe, recorded, order, log);
        used = new UsedSide(newRing, probe, order, log);
        notifier.call(call);
        notifier.attach(newRing);
        state.started();
    }

    void call(Doorbell call) {
        notifier.call(call);
    }

    void enable(boolean nowEnabled) {
        state.enable(nowEnabled, ring != null && ring.broken() == null);
    }

    /** Goes over to another memory; a ring that does not lie in it breaks the queue. */
    void move(GuestMemory newMemory) {
        if (ring == null) {
            return;
        }
        if (ring.move(newMemory)) {
            memory = newMemory;
        } else {
            breakDown(FaultReason.QUEUE_CONFIGURATION);
        }
    }

    /** Takes nothing more, waits until all that was taken is answered, delivers what is held back, and lets the ring go. */
    int stop() {
        state.stopping();
        state.awaitAnswers(ring);
        int position = ring.position();
        try {
            flush();
            notifier.deliver();
            LostMemory.raiseDue();
        } catch (IOException e) {
            probe.fault(FaultReason.OTHER.code());
        } catch (InternalError e) {
            // What the virtual machine raises for memory that its owner took away.
            probe.fault(FaultReason.ADDRESS_OUT_OF_RANGE.code());
        }
        notifier.detach();
        state.stopped();
        ring = null;
        memory = null;
        available = null;
        used = null;
        return position;
    }

    /** Asks the driver for a kick; true if there is something to be served already. */
    boolean enableKicks() {
        return available.enableKicks();
    }

    void disableKicks() {
        available.disableKicks();
    }

    long deadline() {
        return notifier.deadline();
    }

    /** Delivers what was held back long enough. */
    void deadlinePassed() {
        try {
            notifier.reconsider();
        } catch (IOException e) {
            breakDown(FaultReason.OTHER);
        }
    }
}
