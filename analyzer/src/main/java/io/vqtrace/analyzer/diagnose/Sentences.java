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
            case RESET ->
                name + " stood still from " + moment.at(suspects.get(0).sinceNs()) + " until its device was reset at "
                        + moment.at(untilNs) + ": " + because(suspects.get(0));
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
            case UNKNOWN -> throw new IllegalArgumentException("its sentence says what the capture lacks");
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
        List<DiagnosedQueue> unknown = queues.stream()
                .filter(queue -> QueueState.of(queue.state()) == QueueState.UNKNOWN)
                .toList();
        if (unknown.size() == queues.size()) {
            return "Whether a queue stands still is " + unknown.get(0).sentence() + ".";
        }
        if (!unknown.isEmpty()) {
            List<DiagnosedQueue> known =
                    queues.stream().filter(queue -> !unknown.contains(queue)).toList();
            return of(known) + " Whether " + Durations.count(unknown.size(), "more queue")
                    + (unknown.size() == 1 ? " stands" : " stand") + " still is "
                    + unknown.get(0).sentence() + ".";
        }
        DiagnosedQueue worst = queues.get(0);
        QueueState state = QueueState.of(worst.state());
        long others = queues.stream()
                        .filter(queue -> QueueState.of(queue.state()) == state)
                        .count()
                - 1;
        String more = others == 0 ? "" : " (and " + Durations.count(others, "other queue") + ")";
        return switch (state) {
            case STALLED, RECOVERED, RESET ->
                worst.sentence()
                        + (others == 0
                                ? ""
                                : " The same goes for " + Durations.count(others, "other queue") + ": see below.");
            case SLOW -> "No stall, but " + worst.sentence() + more;
            case UNKNOWN -> worst.sentence();
            case SILENT -> "No stall visible from the device: " + worst.sentence() + more;
            case OK, IDLE ->
                "No stall: "
                        + (queues.size() == 1
                                ? "the only queue makes progress or is idle."
                                : "all " + queues.size() + " queues make progress or are idle.");
        };
    }
}
