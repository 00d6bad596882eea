package io.vqtrace.testkit.internal.device;

import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.trace.FaultReason;

/** Returns finished requests to the driver: one by one, or an IN_ORDER batch by one entry. */
final class Returner {
    /** Status of a request that the device refused; not the driver's to see. */
    static final int REFUSED = QueueProbe.UNKNOWN;

    private final QueueServer server;

    Returner(QueueServer server) {
        this.server = server;
    }

    void giveBack(Request[] requests, int count, long now) {
        Misconduct misconduct = server.misconduct();
        if (server.settings.features().has(Settings.IN_ORDER) && count > 1) {
            if (misconduct.once(Violation.OUT_OF_ORDER)) {
                Request first = requests[0];
                requests[0] = requests[1];
                requests[1] = first;
                oneByOne(requests, count);
            } else {
                together(requests, count);
            }
        } else {
            oneByOne(requests, count);
        }
        for (int i = 0; i < count; i++) {
            log(requests[i], now);
        }
        server.ring.publish();
        server.counts.used += count;
        if (misconduct.once(Violation.PACKED_USED_TWICE)) {
            Request last = requests[count - 1];
            server.ring.rewriteUsed(last.chain, last.usedBytes);
            server.probe.used(last.chain.head(), last.usedBytes, last.status);
        }
        server.notifier.completed(now, count);
    }

    private void oneByOne(Request[] requests, int count) {
        Misconduct misconduct = server.misconduct();
        for (int i = 0; i < count; i++) {
            Request request = requests[i];
            int head = request.chain.head();
            boolean tooLong = misconduct.once(Violation.USED_LENGTH);
            int length = tooLong ? (int) request.chain.inBytes() + 100 : request.usedBytes;
            FaultReason before = request.chain.fault();
            server.ring.use(request.chain, length);
            if (before == null && request.chain.fault() != null) {
                server.fault(request.chain.fault());
            }
            server.probe.used(head, length, request.status);
            if (misconduct.once(Violation.USED_TWICE)) {
                server.ring.use(head, request.chain.descriptors(), length);
                server.probe.used(head, length, request.status);
            }
            if (misconduct.once(Violation.USED_UNKNOWN_ID)) {
                int stranger = server.ring.unusedId();
                server.ring.use(stranger, 1, length);
                server.probe.used(stranger, length, request.status);
            }
        }
    }

    private void together(Request[] requests, int count) {
        int descriptors = 0;
        for (int i = 0; i < count; i++) {
            server.ring.skip(requests[i].chain);
            descriptors += requests[i].chain.descriptors();
        }
        Request last = requests[count - 1];
        server.ring.useInOrder(last.chain, count, descriptors, last.usedBytes);
        server.probe.usedInOrder(requests[0].chain.head(), count);
    }

    private void log(Request request, long now) {
        if (server.log != null) {
            server.log.add(
                    request.chain.head(),
                    request.operation,
                    request.published,
                    request.seen,
                    request.popped,
                    now,
                    request.inFlight);
        }
    }

    /** Breaks the rules of section 2.4.1, 2.6.1.1.1 or 4.2.2.1, if asked to. */
    void returnAfterReset(Request request) {
        if (server.device.resetMisconduct()) {
            server.ring.use(request.chain, 1);
            server.ring.publish();
            server.probe.used(request.chain.head(), 1);
            server.notifier.interruptAnyway(server.device.now());
        }
    }
}
