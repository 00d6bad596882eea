package io.vqtrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.virtio.DeviceType;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the knobs do. */
class BehaviourTest {
    private static final int REQUESTS = 4_000;

    private static TestbedBuilder steady() {
        return Testbed.builder()
                .eventIdx(false)
                .requestTimes()
                .serviceTime(ServiceTime.constant(Duration.ofNanos(20_000)))
                .workload(Workload.openLoop(100_000));
    }

    /** Section 5.1.9.5.10.1: without moderation the conditions are met after every packet. */
    @Test
    void withoutModerationEachCompletionInterrupts() {
        QueueCounts queue = steady().build().run(REQUESTS).queue(0);
        assertEquals(REQUESTS, queue.interrupts());
        assertEquals(0, queue.delayed());
    }

    /** Section 5.1.9.5.10.1: "when max_usecs microseconds elapse, or upon [...] max_packets packets, whichever first". */
    @Test
    void moderationCountsAndWaits() {
        Moderation moderation = new Moderation(8, 60);
        QueueCounts queue =
                steady().moderation(moderation).build().run(REQUESTS).queue(0);
        assertEquals(REQUESTS, queue.notified());
        int from = 0;
        for (int i = 1; i <= REQUESTS; i++) {
            boolean ends = i == REQUESTS
                    || queue.requests().get(i).notified()
                            != queue.requests().get(from).notified();
            if (ends) {
                RequestTimes oldest = queue.requests().get(from);
                long age = oldest.notified() - oldest.used();
                assertTrue(i - from <= moderation.maxPackets(), "packets " + (i - from));
                assertTrue(i - from == moderation.maxPackets() || age >= 60_000, "age " + age + " of " + (i - from));
                assertTrue(age <= 60_000 + 1_000, "age " + age);
                from = i;
            }
        }
        assertTrue(queue.interrupts() < REQUESTS / 4, queue.toString());
    }

    /** Section 5.1.9.5.10.1: "max_usecs = 0 or max_packets = 0, the notification conditions are met after every packet". */
    @Test
    void eitherZeroSwitchesModerationOff() {
        assertEquals(
                REQUESTS,
                steady().moderation(new Moderation(8, 0))
                        .build()
                        .run(REQUESTS)
                        .queue(0)
                        .interrupts());
        assertEquals(
                REQUESTS,
                steady().moderation(new Moderation(0, 60))
                        .build()
                        .run(REQUESTS)
                        .queue(0)
                        .interrupts());
    }

    /** The same seed asks for the same work whatever the moderation is: what a simulation is checked with. */
    @Test
    void moderationLeavesAnOpenLoopAsItIs() {
        QueueCounts without = steady().build().run(REQUESTS).queue(0);
        QueueCounts with = steady().moderation(new Moderation(16, 100))
                .build()
                .run(REQUESTS)
                .queue(0);
        long[] services = IntStream.range(0, REQUESTS)
                .mapToLong(i -> service(without.requests().get(i)))
                .toArray();
        for (int i = 0; i < REQUESTS; i++) {
            assertEquals(services[i], service(with.requests().get(i)), 2_000, "request " + i);
            long shift = with.requests().get(i).published()
                    - without.requests().get(i).published();
            assertTrue(Math.abs(shift) < 100_000, "request " + i + " is shifted by " + shift);
        }
    }

    private static long service(RequestTimes request) {
        return request.used() - request.popped();
    }

    @Test
    void fewServersMakeRequestsWait() {
        Workload deep = Workload.closedLoop(32);
        ServiceTime constant = ServiceTime.constant(Duration.ofNanos(50_000));
        QueueCounts capped = Testbed.builder()
                .workload(deep)
                .serviceTime(constant)
                .servers(4)
                .build()
                .run(REQUESTS)
                .queue(0);
        QueueCounts free = Testbed.builder()
                .workload(deep)
                .serviceTime(constant)
                .servers(64)
                .build()
                .run(REQUESTS)
                .queue(0);
        assertEquals(4, capped.maxInFlight());
        assertEquals(32, capped.maxOutstanding());
        assertEquals(32, free.maxInFlight());
    }

    /** Section 2.7.7.2: "If flags is 1, the device SHOULD NOT send a notification." */
    @Test
    void napiSuppressesByFlags() {
        TestbedBuilder builder = Testbed.builder()
                .eventIdx(false)
                .workload(Workload.closedLoop(32))
                .servers(32);
        QueueCounts queue =
                builder.interrupts(InterruptPolicy.NAPI).build().run(REQUESTS).queue(0);
        assertTrue(queue.suppressedFlags() > 0, queue.toString());
        assertEquals(0, queue.suppressedEventIndex());
        assertEquals(REQUESTS, queue.interrupts() + queue.suppressedFlags());
    }

    /** Section 2.7.7.2: "Otherwise the device SHOULD NOT send a notification." */
    @Test
    void delayedPolicySuppressesByEventIndex() {
        TestbedBuilder builder =
                Testbed.builder().workload(Workload.closedLoop(32)).servers(32);
        QueueCounts queue = builder.interrupts(InterruptPolicy.DELAYED)
                .build()
                .run(REQUESTS)
                .queue(0);
        assertTrue(queue.suppressedEventIndex() > REQUESTS / 2, queue.toString());
        assertEquals(0, queue.suppressedFlags());
    }

    @Test
    void suppressedKicksAreFewer() {
        TestbedBuilder builder = Testbed.builder()
                .eventIdx(false)
                .workload(Workload.closedLoop(32))
                .servers(4);
        long with = builder.suppressKicks(true).build().run(REQUESTS).queue(0).kicks();
        long without =
                builder.suppressKicks(false).build().run(REQUESTS).queue(0).kicks();
        assertTrue(with < without / 2, with + " against " + without);
    }

    @Test
    void receiveQueuesDropWhatFindsNoBuffer() {
        TestbedBuilder builder = Testbed.builder()
                .device(DeviceType.NET)
                .ringSize(8)
                .timing(new Timing(300, 200, 1_500, 250, 250, 100_000))
                .receiveRate(400_000);
        QueueCounts receive = builder.build().run(REQUESTS).queue(0);
        assertTrue(receive.drops() > 0, receive.toString());
        assertTrue(receive.completed() >= REQUESTS, receive.toString());
        assertEquals(0, receive.corrupted());
    }

    /** Section 5.1.9.5.10: "Upon reset, a device MUST initialize all coalescing parameters to 0"; then commands set them. */
    @Test
    void aNetworkDriverSetsCoalescingByCommands() {
        TestbedBuilder builder = Testbed.builder()
                .device(DeviceType.NET)
                .eventIdx(false)
                .workload(Workload.closedLoop(16))
                .servers(16);
        Oracle moderated = builder.moderation(new Moderation(8, 1000)).build().run(REQUESTS);
        assertEquals(4, moderated.queue(2).completed());
        assertEquals(0, moderated.queue(2).failed() + moderated.queue(2).corrupted());
        assertTrue(moderated.queue(1).interrupts() < REQUESTS / 7, moderated.toString());
    }

    @Test
    void aTestbedRunsOn() {
        Testbed testbed = Testbed.builder().build();
        assertEquals(100, testbed.run(100).completed());
        assertEquals(250, testbed.run(150).completed());
    }
}
