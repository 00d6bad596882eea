package io.vqtrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.virtio.DeviceType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each stall leaves driver and device as its description says, and the other queues alone. */
class StallTest {
    static final Duration STALL_AT = Duration.ofMillis(20);
    private static final Duration RUN = Duration.ofMillis(200);
    private static final long FOR_EVER = 1_000_000;

    /** Long enough for what was under way to end, short against what remains of the run. */
    static final long SETTLED_NANOS = 20_000_000;

    /** After these the queue goes on somehow, or until what it has is used up. */
    private static final Set<Stall> GRADUAL =
            EnumSet.of(Stall.BACKEND_HUNG_ONCE, Stall.QUEUE_FULL, Stall.RX_STARVED, Stall.SLOW_BACKEND);

    static TestbedBuilder random(long seed, Stall stall) {
        RandomStream random = RandomStream.of(seed, stall.ordinal());
        boolean net = !stall.onRequestQueues() || random.nextInt(3) == 0;
        int queues = 1 + random.nextInt(3);
        int first = net && stall.onRequestQueues() ? 1 : 0;
        return Testbed.builder()
                .seed(seed)
                .device(net ? DeviceType.NET : DeviceType.BLK)
                .queues(queues)
                .packed(random.nextInt(2) == 0)
                .eventIdx(random.nextInt(2) == 0)
                .indirect(random.nextInt(2) == 0)
                .notificationData(random.nextInt(4) == 0)
                .interrupts(InterruptPolicy.values()[random.nextInt(3)])
                .suppressKicks(random.nextInt(3) > 0)
                .servers(4 + random.nextInt(12))
                .workload(
                        random.nextInt(2) == 0
                                ? Workload.closedLoop(1 + random.nextInt(8)).think(Duration.ofNanos(1_500_000))
                                : Workload.openLoop(3_000))
                .receiveRate(random.nextInt(2) * 3_000.0)
                .stall(stall)
                .stallQueue(first + random.nextInt(queues) * (net ? 2 : 1))
                .stallAt(STALL_AT);
    }

    @ParameterizedTest
    @EnumSource
    void stopsItsQueueAndNoOther(Stall stall) {
        for (long seed : Seeds.first(12)) {
            TestbedBuilder builder = random(seed, stall);
            Oracle oracle = builder.build().run(FOR_EVER, RUN);
            int stalled = builder.options().stallPlan().queue();
            String run = stall + " seed " + seed + " queue " + stalled + ": " + oracle;
            assertTrue(oracle.stallNanos() >= STALL_AT.toNanos(), run);
            assertTrue(oracle.stallNanos() < STALL_AT.toNanos() + SETTLED_NANOS, run);
            for (QueueCounts queue : oracle.queues()) {
                boolean chosen = stall.wholeDevice() || queue.queue() == stalled;
                if (chosen && !GRADUAL.contains(stall)) {
                    assertTrue(queue.lastCompletedNanos() < oracle.stallNanos() + SETTLED_NANOS, run);
                } else if (!chosen && busy(builder, queue.queue())) {
                    assertTrue(queue.lastCompletedNanos() > oracle.endNanos() - SETTLED_NANOS, run);
                }
            }
        }
    }

    /** Tells whether completions are to be seen at any time: a delayed interrupt waits for three quarters of the buffers. */
    private static boolean busy(TestbedBuilder builder, int queue) {
        TestbedOptions options = builder.options();
        boolean receives =
                queue < 2 * options.queues && options.receiveRate > 0 && options.policy != InterruptPolicy.DELAYED;
        return options.type == DeviceType.BLK || queue % 2 == 1 || receives;
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameInEachRun(Stall stall) {
        assertEquals(
                random(7, stall).requestTimes().build().run(FOR_EVER, RUN),
                random(7, stall).requestTimes().build().run(FOR_EVER, RUN));
    }

    /** A run that nobody limited ends too, and says that it is stuck. */
    @ParameterizedTest
    @EnumSource
    void aRunWithoutALimitEnds(Stall stall) {
        for (long seed : Seeds.first(4)) {
            Oracle oracle = random(seed, stall)
                    .stallAt(Duration.ZERO)
                    .stallAfter(20)
                    .build()
                    .run(2_000);
            String run = stall + " seed " + seed + ": " + oracle;
            boolean goesOn = stall == Stall.SLOW_BACKEND || stall == Stall.QUEUE_FULL;
            assertEquals(!goesOn, oracle.stalled(), run);
        }
    }

    @Test
    void happensOnlyWhereItCan() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Testbed.builder().stall(Stall.RX_STARVED).stallQueue(1).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> Testbed.builder().stall(Stall.LOST_KICK).stallQueue(1).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> Testbed.builder().stall(Stall.LOST_KICK).realTime().build());
    }
}
