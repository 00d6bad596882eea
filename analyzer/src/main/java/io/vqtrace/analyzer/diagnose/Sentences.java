package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.diagnose.DiagnoseModel.DiagnosedQueue;
import io.vqtrace.analyzer.text.Durations;
import java.util.List;

/** Says in one sentence what was found. */
final class Sentences {
    private Sentences() {}

    /** Says it of a queue. */
    static String of(String name, QueueState state, List<Suspect> suspects, QueueMoment moment, Long untilNs) {
        return switch (state) {
            case STALLED ->
                name + " stands still since " + moment.at(suspects.get(0).sinceNs()) + " ("
                        + moment.lasting(suspects.get(0).sinceNs()) + "): " + because(suspects.get(0));
            case RECOVERED ->
                name + " stood still from " + moment.at(suspects.get(0).sinceNs()) + " to " + moment.at(untilNs)
                        + " and went on: " + because(suspects.get(0));
            case SLOW -> name + " makes progress and is slow: " + because(suspects.get(0));
            case SILENT ->
                moment.activeNs() == QueueMoment.NEVER
                        ? name + " has no event in this capture: " + because(suspects.get(0))
                        : name + " fell silent at " + moment.at(moment.activeNs())
                                + " with nothing owed by the device; if the guest waits for it, only the guest's side can tell why.";
            case OK -> name + " makes progress.";
            case IDLE ->
                moment.watch().lastNs == QueueMoment.NEVER
                        ? name + " has no event in this capture."
                        : name + " is idle: nothing is owed.";
            case UNKNOWN -> name + " cannot be judged: this capture has no times.";
        };
    }

    private static String because(Suspect first) {
        String sure = switch (first.confidence()) {
            case CERTAIN -> "";
            case LIKELY -> "most likely ";
            case POSSIBLE -> "possibly ";
        };
        String evidence = first.evidence().isEmpty()
                ? first.cause().meaning()
                : first.evidence().get(0);
        return sure + first.cause().title() + " — " + evidence + ".";
    }

    /** Says it of the trace. */
    static String of(List<DiagnosedQueue> queues) {
        if (queues.isEmpty()) {
            return "No stall: the capture shows no virtqueue.";
        }
        DiagnosedQueue worst = queues.get(0);
        QueueState state = QueueState.of(worst.state());
        long others = queues.stream()
                        .filter(queue -> QueueState.of(queue.state()) == state)
                        .count()
                - 1;
        String more = others == 0 ? "" : " (and " + Durations.count(others, "other queue") + ")";
        return switch (state) {
            case STALLED, RECOVERED ->
                worst.sentence()
                        + (others == 0
                                ? ""
                                : " The same goes for " + Durations.count(others, "other queue") + ": see below.");
            case SLOW -> "No stall, but " + worst.sentence() + more;
            case UNKNOWN -> "Whether a queue stands still is not observable in this capture: needs event times.";
            case SILENT -> "No stall visible from the device: " + worst.sentence() + more;
            case OK, IDLE ->
                "No stall: "
                        + (queues.size() == 1
                                ? "the only queue makes progress or is idle."
                                : "all " + queues.size() + " queues make progress or are idle.");
        };
    }
}
