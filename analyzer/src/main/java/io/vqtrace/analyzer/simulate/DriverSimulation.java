package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.simulate.DriverModel.Silence;

/**
 * Simulates device and driver of one queue, event by event: what moderation delays, the driver reaps later, and in a
 * closed loop asks for later. Costs some hundred nanoseconds a request.
 */
final class DriverSimulation implements QueueSimulation {
    /** More requests than this add little and would take long: what comes after them is taken to go on in the same way. */
    static final int MOST_REQUESTS = 1 << 18;

    private static final long NEVER = Long.MAX_VALUE;

    private final QueueTraffic traffic;
    private final DriverModel driver;
    private final BackendModel backend;
    private final int count;
    private final Trust trust;

    DriverSimulation(QueueTraffic traffic, DriverModel driver, BackendModel backend, int most, Trust trust) {
        this.traffic = traffic;
        this.driver = driver;
        this.backend = backend;
        count = Math.min(most, traffic.completions());
        this.trust = trust;
    }

    /** The same with another driver, over fewer requests. */
    DriverSimulation with(DriverModel other, int most) {
        return new DriverSimulation(traffic, other, backend, most, trust);
    }

    DriverSimulation with(Trust other) {
        return new DriverSimulation(traffic, driver, backend, count, other);
    }

    DriverModel driver() {
        return driver;
    }

    @Override
    public Outcome run(CoalescingSetting setting) {
        Run run = new Run(setting);
        while (run.step()) {
            continue;
        }
        double whole = (double) traffic.completions() / count;
        return new Outcome(
                Math.round(run.moderator.interrupts() * whole),
                Math.round(run.stretchNs() * whole),
                run.moderator.delays().summary());
    }

    @Override
    public String method() {
        return driver.closedLoop() ? "closed loop of " + driver.depth() : "replay with the driver's silence";
    }

    @Override
    public Trust trust() {
        return trust;
    }

    /** One run under one setting. */
    private final class Run {
        private final Moderator moderator;
        private final boolean closed = driver.closedLoop();
        private final DoneHeap inService = new DoneHeap(backend.limit());
        private final long[] seenNs;
        private int published;
        private int taken;
        private int used;
        private int reaped;
        private int submitted;
        private long lastTakeNs = Long.MIN_VALUE / 2;
        private long slotFreeNs = Long.MIN_VALUE / 2;
        private long arrivalNs = NEVER;
        private long lookNs = NEVER;
        private long driverFreeNs = Long.MIN_VALUE / 2;
        private boolean silent;
        private long lastUsedNs;

        Run(CoalescingSetting setting) {
            moderator = new Moderator(setting);
            seenNs = closed ? new long[count] : traffic.publishedNs();
            published = closed ? Math.min(count, driver.depth()) : count;
            if (closed) {
                System.arraycopy(traffic.publishedNs(), 0, seenNs, 0, published);
            }
        }

        /** By how much later than recorded the last request was used. */
        private long stretchNs() {
            return lastUsedNs - traffic.usedNs()[count - 1];
        }

        /** Does what comes next; false if nothing does. */
        private boolean step() {
            long done = closed ? inService.next() : used < count ? traffic.usedNs()[used] : NEVER;
            long take = closed ? nextTakeNs() : NEVER;
            long due = moderator.dueNs();
            long next = Math.min(Math.min(done, take), Math.min(due, Math.min(arrivalNs, lookNs)));
            if (next == NEVER) {
                return false;
            }
            if (next == done) {
                complete(done);
            } else if (next == due) {
                decide(due);
            } else if (next == take) {
                lastTakeNs = take;
                inService.add(take + backend.serviceNs()[taken++]);
            } else if (next == arrivalNs) {
                arrive();
            } else {
                look();
            }
            return true;
        }

        private long nextTakeNs() {
            return taken < published && inService.size() < backend.limit()
                    ? Math.max(Math.max(seenNs[taken] + backend.lookNs(), lastTakeNs + backend.takeNs()), slotFreeNs)
                    : NEVER;
        }

        private void complete(long ns) {
            if (closed) {
                if (inService.size() == backend.limit()) {
                    slotFreeNs = ns;
                }
                inService.remove();
            }
            used++;
            lastUsedNs = ns;
            if (!silent && moderator.complete(ns, 1)) {
                decide(ns);
            }
        }

        private void decide(long ns) {
            if (silent) {
                moderator.forget();
                return;
            }
            moderator.interrupt(ns);
            silent = driver.silence() == Silence.FROM_INTERRUPT;
            arrivalNs = Math.min(arrivalNs, ns + driver.interruptNs());
        }

        private void arrive() {
            lookNs = Math.min(lookNs, Math.max(arrivalNs, driverFreeNs));
            arrivalNs = NEVER;
        }

        private void look() {
            if (reaped < used) {
                reaped++;
                lookNs += driver.reapNs();
                return;
            }
            long now = lookNs;
            lookNs = NEVER;
            silent = false;
            while (submitted < reaped) {
                now += closed ? driver.submitNs() : 0;
                publishAfter(submitted++, now);
            }
            driverFreeNs = now;
        }

        private void publishAfter(int earlier, long ns) {
            int next = earlier + driver.depth();
            if (closed && next < count) {
                long later = earlier < driver.laterNs().length ? driver.laterNs()[earlier] : 0;
                seenNs[next] = Math.max(ns + later, seenNs[next - 1]);
                published = next + 1;
            }
        }
    }
}
