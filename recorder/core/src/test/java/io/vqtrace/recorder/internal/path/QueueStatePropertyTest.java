package io.vqtrace.recorder.internal.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.RecorderClock;
import io.vqtrace.recorder.Seeds;
import io.vqtrace.trace.QueueStateRow;
import io.vqtrace.trace.StateColumn;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The state that a recorder remembers of a queue is what all calls since its reset come to, at any level. */
class QueueStatePropertyTest {
    private static final int SIZE = 16;
    private static final int CALLS = 300;

    /** A nanosecond or more passes between any two calls. */
    private static final class TickingClock implements RecorderClock {
        private final Random random;
        private long now = 1_000_000;

        TickingClock(Random random) {
            this.random = random;
        }

        void tick() {
            now += 1 + random.nextInt(random.nextInt(10) == 0 ? 100_000 : 100);
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long epochNanos() {
            return now;
        }

        @Override
        public String source() {
            return "ticking";
        }
    }

    @Test
    void stateIsWhatAllCallsComeTo() {
        Set<StateColumn> seen = EnumSet.noneOf(StateColumn.class);
        for (long seed : Seeds.first(200)) {
            seen.addAll(run(seed));
        }
        assertTrue(seen.containsAll(EnumSet.allOf(StateColumn.class)), () -> "never seen: " + without(seen));
    }

    private static Set<StateColumn> without(Set<StateColumn> seen) {
        return EnumSet.complementOf(EnumSet.copyOf(seen));
    }

    private static Set<StateColumn> run(long seed) {
        Random random = new Random(seed);
        TickingClock clock = new TickingClock(random);
        CaptureLevel level = random.nextBoolean() ? CaptureLevel.FULL : CaptureLevel.REQUESTS;
        ChunkPool pool = new ChunkPool(new DirectMemory(), 4, 64, 1);
        Recording recording = new Recording(new TimeSource(clock, 0), new Gate(), pool, new RingPool(pool, 1), level);
        QueuePath queue = new QueuePath(recording, new HeadArena(DirectMemory.allocate(1 << 14)), 3, 5, SIZE);
        QueueHistory history = new QueueHistory();
        Set<StateColumn> seen = EnumSet.noneOf(StateColumn.class);
        for (int call = 0; call < CALLS; call++) {
            clock.tick();
            history = call(queue, history, random, clock.now);
            QueueStateRow state = queue.heads().state(clock.now);
            assertEquals(
                    new QueueStateRow(3, 5, clock.now, history.state()),
                    state,
                    "seed " + seed + " level " + level + " after call " + call);
            seen.addAll(state.values().keySet());
        }
        return seen;
    }

    private static QueueHistory call(QueuePath queue, QueueHistory history, Random random, long now) {
        int head = random.nextInt(SIZE);
        int value = random.nextInt();
        switch (random.nextInt(13)) {
            case 0, 1 -> {
                int index = random.nextInt(4) == 0 ? -1 : random.nextInt(1 << 16);
                int chains = 1 + random.nextInt(4);
                queue.taking().avail(chains, index);
                history.avail(now, chains, index);
            }
            case 2 -> {
                queue.taking().kick(value, random.nextBoolean());
                history.kick(now);
            }
            case 3 -> {
                queue.taking().kickArm(value);
                history.kickArm(now, value);
            }
            case 4, 5 -> {
                int entries = random.nextInt(5) - 1;
                queue.taking().pop(head, entries, -1, -1, -1, 0);
                history.pop(now, head, entries);
            }
            case 6 -> {
                int[] heads = {head, (head + 1) % SIZE, (head + 2) % SIZE};
                queue.taking().popBurst(3, heads, null, null, null);
                for (int each : heads) {
                    history.pop(now, each, 1);
                }
            }
            case 7, 8 -> {
                queue.returning().used(head, 0, -1);
                history.used(now, head);
            }
            case 9 -> {
                int[] heads = {head, (head + 1) % SIZE};
                queue.returning().usedBurst(2, heads, null);
                for (int each : heads) {
                    history.used(now, each);
                }
            }
            case 10 -> {
                queue.returning().interruptArm(value);
                history.interruptArm(now, value);
            }
            case 11 -> {
                int reason = 1 + random.nextInt(3);
                queue.returning().interruptSuppressed(reason);
                history.suppressed(now, reason);
            }
            default -> {
                return rare(queue, history, random.nextInt(12), head, now);
            }
        }
        return history;
    }

    private static QueueHistory rare(QueuePath queue, QueueHistory history, int which, int head, long now) {
        if (which == 0) {
            queue.reset();
            return history.reset(now);
        }
        if (which < 4) {
            queue.returning().returned(head);
            history.returned(head);
        } else {
            queue.returning().interrupt(1);
            history.interrupt(now);
        }
        return history;
    }
}
