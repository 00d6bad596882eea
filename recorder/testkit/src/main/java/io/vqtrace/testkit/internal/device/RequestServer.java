package io.vqtrace.testkit.internal.device;

import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.Stall;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.ring.Chain;
import io.vqtrace.testkit.ring.DeviceRing;
import io.vqtrace.trace.FaultReason;

/** Serves a request queue: up to a number of requests at once, each for the time that the model says. */
final class RequestServer extends QueueServer {
    private static final long NOTHING_TO_DO = -1;
    private static final long SLOWDOWN = 20;
    private static final long OVERLOAD = 5_000;

    private final Backend backend;
    private final Returner returner;
    private final RandomStream random;
    private final Request[] free;
    private final Request[] finished;
    private final InService inService;
    private final int limit;
    private final boolean inOrder;
    private int freeCount;
    private int finishedCount;
    private long lastDue;

    RequestServer(VirtioDevice device, int index, Backend backend) {
        super(device, index);
        this.backend = backend;
        returner = new Returner(this);
        random = RandomStream.of(settings.seed(), 1_000_003L + index);
        int size = settings.ringSize();
        limit = Math.min(settings.servers(), size);
        inOrder = settings.features().has(Settings.IN_ORDER);
        inService = new InService(size);
        finished = new Request[size];
        free = new Request[size];
        for (int i = 0; i < size; i++) {
            free[i] = new Request();
        }
        freeCount = size;
    }

    @Override
    void attach(DeviceRing newRing) {
        super.attach(newRing);
        lastDue = 0;
    }

    @Override
    void detach() {
        if (ring != null && inService.count() > 0) {
            returner.returnAfterReset(inService.peek());
        }
        while (inService.count() > 0) {
            free[freeCount++] = inService.remove();
        }
        while (finishedCount > 0) {
            free[freeCount++] = finished[--finishedCount];
        }
        super.detach();
    }

    @Override
    public int inFlight() {
        return inService.count() + finishedCount;
    }

    @Override
    public long nextEvent() {
        return Math.min(inService.next(), notifier.deadline());
    }

    @Override
    public long step(long now) {
        if (!device.serves(index)) {
            return ignoreKicks(now);
        }
        takeKicks(now);
        watch(now);
        long cost = 0;
        for (int i = settings.virtual() ? 1 : REAL_TIME_STEPS; i > 0 && cost >= 0 && ring.fault() == null; i--) {
            cost = work(now);
        }
        if (cost >= 0 && ring.fault() == null) {
            return settings.after(now, cost);
        }
        return Math.min(Math.min(kicks.next(), watchdogAt()), Math.min(inService.next(), notifier.deadline()));
    }

    /** Does one thing; returns what it costs in virtual time. */
    private long work(long now) {
        if (inService.next() <= now) {
            if (misconduct().once(Violation.NEEDS_RESET_WITHOUT_INTERRUPT)) {
                device.needsReset(now, true);
                return NOTHING_TO_DO;
            }
            if (stall.begins(Stall.NEEDS_RESET_IGNORED, index, now)) {
                device.needsReset(now, false);
                return NOTHING_TO_DO;
            }
            complete(now);
            return settings.timing().use();
        }
        if (notifier.deadline() <= now) {
            notifier.reconsider(now);
            return 0;
        }
        if (device.suspending() && inFlight() == 0 && device.quiet(index, now)) {
            return NOTHING_TO_DO;
        }
        if (awake && !device.suspending() && inFlight() < limit) {
            if (untaken() == 0 && look(now) == 0 && untaken() == 0) {
                if (finishedCount > 0 && inService.count() == 0) {
                    giveBack(now);
                    return settings.timing().use();
                }
                return ring.fault() != null || sleep(now) ? NOTHING_TO_DO : 0;
            }
            if (stall.holds(Stall.NOTHING_TAKEN, index, now)) {
                return NOTHING_TO_DO;
            }
            take(now);
            return settings.timing().take();
        }
        if (finishedCount > 0 && inService.count() == 0) {
            giveBack(now);
            return settings.timing().use();
        }
        return NOTHING_TO_DO;
    }

    private void take(long now) {
        Request request = free[--freeCount];
        Chain chain = request.chain;
        ring.pop(chain);
        request.seen = seenAt(popped);
        popped++;
        counts.popped++;
        request.popped = now;
        request.order = counts.popped;
        request.published = device.publishedAt(index, chain.head());
        request.inFlight = inFlight() + 1;
        request.operation = QueueProbe.UNKNOWN;
        request.argument = 0;
        counts.maxInFlight = Math.max(counts.maxInFlight, request.inFlight);
        FaultReason refused = chain.fault() != null ? chain.fault() : backend.parse(request);
        probe.pop(
                chain.head(),
                chain.descriptors(),
                chain.outBytes(),
                chain.inBytes(),
                request.operation,
                request.argument);
        long bytes = chain.outBytes() + chain.inBytes();
        long due = due(now, settings.serviceTime().sample(random, request.operation, bytes));
        if (refused != null) {
            fault(refused);
            request.status = Returner.REFUSED;
            due = now;
        } else {
            request.status = 0;
        }
        request.due = inOrder ? Math.max(due, lastDue) : due;
        lastDue = request.due;
        inService.add(request);
    }

    /** Tells when a request that is taken now will be done. */
    private long due(long now, long service) {
        if (stall.begins(Stall.BACKEND_HUNG_ONCE, index, now) || stall.holds(Stall.BACKEND_HUNG, index, now)) {
            return NEVER;
        }
        if (stall.holds(Stall.QUEUE_FULL, index, now)) {
            return now + OVERLOAD * service;
        }
        return now + (stall.holds(Stall.SLOW_BACKEND, index, now) ? SLOWDOWN * service : service);
    }

    private void complete(long now) {
        Request request = inService.remove();
        if (request.status == Returner.REFUSED) {
            request.usedBytes = 0;
        } else {
            backend.serve(request);
        }
        finished[finishedCount++] = request;
        if (finishedCount >= settings.batch()) {
            giveBack(now);
        }
    }

    private void giveBack(long now) {
        int count = finishedCount;
        finishedCount = 0;
        returner.giveBack(finished, count, now);
        for (int i = 0; i < count; i++) {
            free[freeCount++] = finished[i];
        }
    }
}
