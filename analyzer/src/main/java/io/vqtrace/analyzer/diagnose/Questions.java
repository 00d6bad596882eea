package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.diagnose.DiagnoseModel.Question;
import io.vqtrace.analyzer.text.Durations;
import io.vqtrace.trace.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The chain of questions that an expert asks of a queue, from the driver's publication to its reaction. */
final class Questions {
    private static final long NEVER = QueueMoment.NEVER;

    private final QueueMoment queue;
    private final Predicate<EventKind> shows;
    private final List<Question> chain = new ArrayList<>();

    private Questions(QueueMoment queue, Predicate<EventKind> shows) {
        this.queue = queue;
        this.shows = shows;
    }

    /**
     * Asks.
     *
     * @param queue the queue at the moment
     * @param shows tells whether the capture could show events of a kind
     * @return the questions in order
     */
    static List<Question> of(QueueMoment queue, Predicate<EventKind> shows) {
        Questions questions = new Questions(queue, shows);
        questions.ready();
        questions.published();
        questions.kicked();
        questions.taken();
        questions.completed();
        questions.told();
        questions.reacted();
        return questions.chain;
    }

    /** Adds a question; null stands for an answer that is not known. */
    private void ask(String question, Boolean answer, String evidence) {
        chain.add(new Question(question, answer == null ? "unknown" : answer ? "yes" : "no", evidence));
    }

    private static String needs(String what) {
        return "not observable in this capture: needs " + what;
    }

    private void ready() {
        DeviceMoment device = queue.device();
        String question = "Is the device running and the queue enabled?";
        long stopped = device.queueResetNs(queue.queue());
        if (stopped != NEVER) {
            ask(question, false, "the queue was stopped at " + queue.at(stopped));
        } else if (device.neverSetUp(queue.queue()) && queue.recorded()) {
            ask(question, false, "the driver enabled other queues and never this one");
        } else if (device.needsResetNs != NEVER) {
            ask(question, false, "DEVICE_NEEDS_RESET is set since " + queue.at(device.needsResetNs));
        } else if (device.failedNs != NEVER) {
            ask(question, false, "the driver set FAILED at " + queue.at(device.failedNs));
        } else if (device.suspendedNs != NEVER) {
            ask(question, false, "suspended since " + queue.at(device.suspendedNs));
        } else if (device.resetNs != NEVER && !device.live) {
            ask(question, false, "reset at " + queue.at(device.resetNs) + " and not started again");
        } else if (device.live) {
            ask(question, true, "DRIVER_OK since " + queue.at(device.liveNs));
        } else {
            ask(question, null, needs("status writes since the device started"));
        }
    }

    private void published() {
        TakingWatch taking = queue.taking();
        String question = "Did the device see what the driver published?";
        long waiting = queue.waiting();
        if (taking.announcements > 0) {
            ask(
                    question,
                    true,
                    "last at " + queue.at(taking.announcedNs)
                            + (taking.ringIndex < 0 ? "" : ", avail index " + taking.ringIndex)
                            + (waiting > 0 ? "; " + Durations.count(waiting, "chain") + " seen and not taken" : ""));
        } else if (taking.takenNs != NEVER) {
            ask(question, true, "as it took them: the last at " + queue.at(taking.takenNs));
        } else if (shows.test(EventKind.AVAIL)) {
            ask(question, false, "nothing was seen in this trace");
        } else {
            ask(question, null, needs("AVAIL events (a recorder at level full)"));
        }
    }

    private void kicked() {
        TakingWatch taking = queue.taking();
        String question = "Was the device kicked?";
        if (!shows.test(EventKind.KICK)) {
            ask(question, null, needs("kick events (virtio_queue_notify)"));
            return;
        }
        String asked = KickSuspicion.advice(queue, KickSuspicion.asked(queue));
        long quiet = queue.progressNs();
        if (taking.kicks.count() == 0) {
            ask(question, false, "no kick in this trace; " + asked);
        } else {
            int after = taking.kicks.after(quiet);
            ask(
                    question,
                    after > 0 || queue.waiting() <= 0,
                    taking.kicks.text(taking.kicks.count()) + ", the last at " + queue.at(taking.kicks.lastNs()) + "; "
                            + asked);
        }
    }

    private void taken() {
        String question = queue.supply() ? "Did it take a buffer?" : "Did it take the requests?";
        long waiting = queue.waiting();
        if (queue.taking().takenNs == NEVER) {
            ask(question, false, "none in this trace");
        } else {
            ask(
                    question,
                    waiting > 0 && !queue.supply() ? Boolean.FALSE : Boolean.TRUE,
                    "the last at " + queue.at(queue.taking().takenNs)
                            + (waiting > 0
                                    ? ", and " + Durations.count(waiting, queue.supply() ? "buffer" : "request")
                                            + (queue.supply() ? " parked" : " left waiting")
                                    : ""));
        }
    }

    private void completed() {
        ReturningWatch returning = queue.returning();
        HeadTable.Held held = queue.held();
        String last = returning.usedNs == NEVER
                ? "none was returned in this trace"
                : "the last was returned at " + queue.at(returning.usedNs);
        if (held.chains() > 0) {
            ask(
                    "Did it complete them?",
                    false,
                    Durations.count(held.chains(), "request") + " in flight, the oldest for "
                            + queue.lasting(held.oldestNs()) + "; " + last);
        } else {
            ask("Did it complete them?", returning.usedNs == NEVER ? null : Boolean.TRUE, "none in flight; " + last);
        }
    }

    private void told() {
        ReturningWatch returning = queue.returning();
        String question = "Was the driver told?";
        if (!shows.test(EventKind.INTERRUPT)) {
            ask(question, null, needs("interrupts (virtio_notify, virtio_notify_irqfd)"));
        } else if (returning.usedNs == NEVER) {
            ask(question, null, "nothing was returned that it could be told of");
        } else if (!shows.test(EventKind.INTERRUPT_SUPPRESSED)) {
            boolean after = returning.interruptNs >= returning.usedNs;
            ask(
                    question,
                    after ? Boolean.TRUE : null,
                    InterruptSuspicion.lastInterrupt(queue)
                            + (after ? "" : "; whether the driver wanted one is " + needs("suppression decisions")));
        } else {
            long untold = returning.undecided + returning.delayed + returning.unwanted;
            ask(
                    question,
                    untold == 0,
                    InterruptSuspicion.lastInterrupt(queue)
                            + (untold == 0 ? "" : "; " + Durations.count(untold, "completion") + " since were not told")
                            + "; " + InterruptSuspicion.driverAdvice(queue));
        }
    }

    private void reacted() {
        String question = "Did the driver react?";
        long told = queue.returning().interruptNs;
        long driver = queue.driverNs();
        if (driver == NEVER || told == NEVER) {
            ask(question, null, driver == NEVER ? "nothing was seen of it" : InterruptSuspicion.lastInterrupt(queue));
        } else if (driver > told) {
            ask(question, true, "it was active after the last interrupt, at " + queue.at(driver));
        } else {
            ask(
                    question,
                    null,
                    "it did nothing that the device saw after the last interrupt: not observable from the device");
        }
    }
}
