package io.vqtrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.virtio.DeviceType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TestbedTest {
    @Test
    void everyPayloadArrivesWhateverIsNegotiated() {
        for (long seed : Seeds.first(200)) {
            TestbedBuilder builder = random(seed);
            Oracle oracle = builder.build().run(400);
            String run = "seed " + seed + ": " + oracle;
            assertFalse(oracle.stalled(), run);
            assertEquals(0, oracle.faults(), run);
            for (QueueCounts queue : oracle.queues()) {
                assertEquals(0, queue.failed() + queue.corrupted() + queue.unknownUsed(), run);
                assertEquals(queue.popped(), queue.used(), run);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        for (long seed : Seeds.first(20)) {
            Oracle first = random(seed).requestTimes().build().run(300);
            Oracle second = random(seed).requestTimes().build().run(300);
            assertEquals(first, second, "seed " + seed);
        }
    }

    @Test
    void countsAddUp() {
        for (long seed : Seeds.first(50)) {
            Oracle oracle = random(seed).requestTimes().build().run(300);
            for (QueueCounts queue : oracle.queues()) {
                String run = "seed " + seed + " " + queue;
                long notified = queue.requests().stream()
                        .filter(request -> request.notified() != RequestTimes.NOT_NOTIFIED)
                        .count();
                assertEquals(queue.notified(), notified, run);
                assertEquals(queue.used(), queue.requests().size(), run);
                for (RequestTimes request : queue.requests()) {
                    assertTrue(request.published() <= request.seen(), run);
                    assertTrue(request.seen() <= request.popped(), run);
                    assertTrue(request.popped() <= request.used(), run);
                }
            }
        }
    }

    @Test
    void twoThreadsInRealTime() {
        for (boolean packed : new boolean[] {false, true}) {
            for (boolean eventIdx : new boolean[] {false, true}) {
                Oracle oracle = Testbed.builder()
                        .realTime()
                        .packed(packed)
                        .eventIdx(eventIdx)
                        .queues(2)
                        .ringSize(64)
                        .workload(Workload.closedLoop(16))
                        .serviceTime(ServiceTime.constant(Duration.ZERO))
                        .build()
                        .run(100_000);
                assertEquals(100_000, oracle.completed());
                assertEquals(0, oracle.faults());
                for (QueueCounts queue : oracle.queues()) {
                    assertEquals(0, queue.failed() + queue.corrupted() + queue.unknownUsed(), queue.toString());
                }
            }
        }
    }

    static TestbedBuilder random(long seed) {
        RandomStream random = RandomStream.of(seed, 42);
        boolean packed = random.nextInt(2) == 0;
        int segments = 1 + random.nextInt(3);
        int size = packed
                ? Math.max(TestbedOptions.SHORTEST_RING, segments + 2) + random.nextInt(40)
                : 8 << random.nextInt(4);
        Workload workload = random.nextInt(2) == 0
                ? Workload.closedLoop(1 + random.nextInt(20)).think(Duration.ofNanos(random.nextInt(2) * 20_000))
                : Workload.openLoop(20_000 + random.nextInt(80_000)).bursts(1 + random.nextInt(8));
        Moderation moderation = random.nextInt(2) == 0
                ? Moderation.NONE
                : new Moderation(1 + random.nextInt(16), 1 + random.nextInt(100));
        return Testbed.builder()
                .seed(seed)
                .device(random.nextInt(3) == 0 ? DeviceType.NET : DeviceType.BLK)
                .queues(1 + random.nextInt(3))
                .packed(packed)
                .ringSize(size)
                .segments(segments)
                .eventIdx(random.nextInt(2) == 0)
                .indirect(random.nextInt(2) == 0)
                .inOrder(random.nextInt(3) == 0)
                .notificationData(random.nextInt(2) == 0)
                .transport(random.nextInt(2) == 0 ? TransportKind.MMIO : TransportKind.PCI)
                .interrupts(InterruptPolicy.values()[random.nextInt(3)])
                .suppressKicks(random.nextInt(4) > 0)
                .servers(1 + random.nextInt(20))
                .batch(1 + random.nextInt(4))
                .moderation(moderation)
                .workload(workload.mix(random.nextDouble(), 0.1).sizes(512, 512 * (1 + random.nextInt(8))))
                .receiveRate(random.nextInt(2) * 50_000.0);
    }
}
