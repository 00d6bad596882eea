package io.vqtrace.bench.sustained;

import io.vqtrace.recorder.QueueProbe;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The reference block workload on virtual time: the guest submits 1 to 4 requests with one kick, some 80 000 requests a
 * second; each is served in some 70 µs, log-normally, a cache hit in 8 µs; completions that fall into one turn of the device
 * share an interrupt. About ten are in flight.
 */
final class BlockSimulation {
    private static final double KICK_INTERVAL_NS = 31_000;
    private static final int MOST_AT_ONCE = 4;
    private static final double HIT_RATIO = 0.15;
    private static final double HIT_NS = 8_000;
    private static final double MISS_NS = 70_000;
    private static final double SPREAD = 0.6;
    private static final long POP_NS = 350;
    private static final long POP_AFTER_KICK_NS = 4_000;
    private static final long TURN_NS = 5_000;

    private record Completion(long ns, int head, int request) {}

    private final VirtualClock clock;
    private final QueueProbe probe;
    private final BlockRequests requests = new BlockRequests(2);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    private final PriorityQueue<Completion> inService = new PriorityQueue<>(Comparator.comparingLong(Completion::ns));
    private final int[] freeHeads = new int[BlockLoad.HEADS];
    private int free = BlockLoad.HEADS;
    private int taken;
    private long nextKick;

    BlockSimulation(VirtualClock clock, QueueProbe probe) {
        this.clock = clock;
        this.probe = probe;
        for (int i = 0; i < freeHeads.length; i++) {
            freeHeads[i] = freeHeads.length - 1 - i;
        }
    }

    /** Goes on until some more requests were taken. */
    void run(int count) {
        int end = taken + count;
        while (taken < end) {
            if (!inService.isEmpty() && inService.peek().ns() <= nextKick) {
                complete();
            } else {
                submit();
            }
        }
    }

    private void submit() {
        clock.advanceTo(nextKick);
        int published = Math.min(1 + random.nextInt(MOST_AT_ONCE), free);
        probe.kick();
        clock.advanceTo(clock.nanoTime() + (long) (POP_AFTER_KICK_NS * (1 + random.nextDouble())));
        if (published > 0) {
            probe.avail(published, taken + published & 0xffff);
        }
        for (int n = 0; n < published; n++) {
            int i = taken++ & BlockRequests.COUNT - 1;
            int head = freeHeads[--free];
            clock.advanceTo(clock.nanoTime() + POP_NS + random.nextInt((int) POP_NS));
            probe.pop(
                    head,
                    requests.descriptors[i],
                    requests.outBytes[i],
                    requests.inBytes[i],
                    requests.operation[i],
                    requests.sector[i]);
            inService.add(new Completion(clock.nanoTime() + serviceNs(), head, i));
        }
        nextKick += (long) (-Math.log(1 - random.nextDouble()) * KICK_INTERVAL_NS);
    }

    private void complete() {
        clock.advanceTo(inService.peek().ns());
        long turnEnd = clock.nanoTime() + TURN_NS;
        while (!inService.isEmpty() && inService.peek().ns() <= turnEnd) {
            Completion completion = inService.poll();
            clock.advanceTo(completion.ns());
            probe.used(completion.head(), requests.inBytes[completion.request()], 0);
            freeHeads[free++] = completion.head();
        }
        clock.advanceTo(turnEnd);
        probe.interrupt(1);
    }

    private long serviceNs() {
        double median = random.nextDouble() < HIT_RATIO ? HIT_NS : MISS_NS;
        return (long) (median * Math.exp(SPREAD * random.nextGaussian()));
    }
}
