package io.vqtrace.recorder.internal.path;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The rings of a recorder: one for each of a limited number of threads, claimed at a thread's first event and given up when
 * it has ended; and one that all further threads and all virtual threads share.
 */
public final class RingPool {
    /** Index of the shared ring in the thread table. */
    public static final int SHARED_INDEX = 0;
    /** Index that all threads have whose number is larger; the thread table must stay of a bearable size. */
    public static final int LAST_INDEX = 4096;

    private static final MethodHandle IS_VIRTUAL = isVirtual();

    /** Who has a ring. */
    public record Owner(Thread thread, int index, String name, long id, Ring ring) {}

    /** What a thread remembers; weak, as a thread may outlive many recorders. */
    private static final class Claim extends WeakReference<Ring> {
        private final int generation;

        Claim(Ring ring, int generation) {
            super(ring);
            this.generation = generation;
        }
    }

    private final ChunkPool chunks;
    private final Ring shared;
    private final AtomicReferenceArray<Owner> owners;
    private final AtomicInteger lastIndex = new AtomicInteger(SHARED_INDEX);
    private final ThreadLocal<Claim> claims = new ThreadLocal<>();
    private final AtomicInteger generation = new AtomicInteger();

    public RingPool(ChunkPool chunks, int threads) {
        this.chunks = chunks;
        shared = new Ring(chunks, SHARED_INDEX, true);
        owners = new AtomicReferenceArray<>(threads);
    }

    /**
     * Returns the ring of the current thread, or the shared one, locked. Allocates at a thread's first event only.
     */
    Ring claim(Thread thread) {
        Ring ring = null;
        try {
            ring = ownRing(thread);
        } catch (OutOfMemoryError e) {
            // The data path must not see it, and the shared ring needs no memory.
            ring = shared;
        }
        if (ring.shared) {
            ring.lock();
        }
        return ring;
    }

    private Ring ownRing(Thread thread) {
        if (isVirtual(thread)) {
            return shared;
        }
        Claim claim = claims.get();
        if (claim != null) {
            Ring ring = claim.get();
            boolean settled = ring != null && (!ring.shared || claim.generation == generation.get());
            if (settled) {
                return ring;
            }
        }
        int seen = generation.get();
        Ring ring = register(thread);
        claims.set(new Claim(ring, seen));
        return ring;
    }

    private Ring register(Thread thread) {
        for (int slot = 0; slot < owners.length(); slot++) {
            if (owners.get(slot) == null) {
                int index = nextIndex();
                Ring ring = new Ring(chunks, index, false);
                Owner owner = new Owner(thread, index, thread.getName(), thread.getId(), ring);
                if (owners.compareAndSet(slot, null, owner)) {
                    return ring;
                }
            }
        }
        return shared;
    }

    private int nextIndex() {
        return lastIndex.updateAndGet(last -> Math.min(last + 1, LAST_INDEX));
    }

    private static boolean isVirtual(Thread thread) {
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Finds {@code Thread.isVirtual}, which came with Java 21. */
    private static MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0, Thread.class);
        }
    }

    /** Returns the shared ring. */
    public Ring shared() {
        return shared;
    }

    /** Returns the threads that have rings now. */
    public List<Owner> owners() {
        List<Owner> list = new ArrayList<>(owners.length());
        for (int slot = 0; slot < owners.length(); slot++) {
            Owner owner = owners.get(slot);
            if (owner != null) {
                list.add(owner);
            }
        }
        return list;
    }

    /**
     * Takes rings from threads that have ended, so that others can have one; the drain calls it.
     *
     * @param last gets each owner, whose ring holds rows still
     */
    public void retireEnded(Consumer<Owner> last) {
        for (int slot = 0; slot < owners.length(); slot++) {
            Owner owner = owners.get(slot);
            if (owner != null && !owner.thread().isAlive()) {
                last.accept(owner);
                owners.set(slot, null);
                generation.incrementAndGet();
            }
        }
    }
}
