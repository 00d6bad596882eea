package io.vqtrace.recorder.internal.drain;

import io.vqtrace.recorder.RecorderStatus.ThreadStatus;
import io.vqtrace.recorder.internal.path.Ring;
import io.vqtrace.recorder.internal.path.RingPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts of recorded and dropped rows by thread, of threads that live and of those that have ended. Thread-safe. */
public final class ThreadAccounts {
    private static final String SHARED = "shared";
    private static final String FURTHER = "further threads";

    private final RingPool rings;
    private final Map<Integer, ThreadStatus> ended = new TreeMap<>();
    private List<ThreadStatus> last;

    public ThreadAccounts(RingPool rings) {
        this.rings = rings;
    }

    /** Takes over the counts of threads that have ended, after their last rows were handed to {@code target}. */
    synchronized void retireEnded(java.util.function.Consumer<Ring> target) {
        rings.retireEnded(owner -> {
            merge(ended, of(owner));
            target.accept(owner.ring());
        });
    }

    private static ThreadStatus of(RingPool.Owner owner) {
        Ring ring = owner.ring();
        boolean further = owner.index() == RingPool.LAST_INDEX;
        return new ThreadStatus(
                owner.index(),
                further ? 0 : owner.id(),
                further ? FURTHER : owner.name(),
                ring.recorded(),
                ring.dropped());
    }

    private static void merge(Map<Integer, ThreadStatus> into, ThreadStatus more) {
        into.merge(
                more.thread(),
                more,
                (a, b) -> new ThreadStatus(
                        a.thread(), a.tid(), a.name(), a.recorded() + b.recorded(), a.dropped() + b.dropped()));
    }

    /** Returns the counts of each thread that had an event. */
    public synchronized List<ThreadStatus> list() {
        if (last != null) {
            return last;
        }
        Map<Integer, ThreadStatus> all = new TreeMap<>(ended);
        rings.owners().forEach(owner -> merge(all, of(owner)));
        Ring shared = rings.shared();
        long recorded = shared.recorded();
        long dropped = shared.dropped();
        if (recorded + dropped > 0) {
            all.put(RingPool.SHARED_INDEX, new ThreadStatus(RingPool.SHARED_INDEX, 0, SHARED, recorded, dropped));
        }
        return new ArrayList<>(all.values());
    }

    /** Keeps the counts as they are, at close: what is stored later is nobody's. */
    synchronized void freeze() {
        last = list();
    }
}
