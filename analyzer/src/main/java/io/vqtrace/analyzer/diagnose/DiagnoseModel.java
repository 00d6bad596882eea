package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.analysis.TraceSummary;
import java.util.List;

/**
 * What {@code vqtrace diagnose} says.
 *
 * @param trace the trace in a few numbers
 * @param sentence the outcome in one sentence
 * @param stalled whether a queue stands still at the end of the window
 * @param queues every queue with an event or a configuration, the worst first
 * @param notes what the capture could not show
 */
public record DiagnoseModel(
        TraceSummary trace, String sentence, boolean stalled, List<DiagnosedQueue> queues, List<String> notes) {
    /** Copies the lists. */
    public DiagnoseModel {
        queues = List.copyOf(queues);
        notes = List.copyOf(notes);
    }

    /**
     * A queue.
     *
     * @param device display name
     * @param sourceId source id, null if unknown
     * @param queue index
     * @param role role, null if unknown
     * @param kind {@code request} or {@code supply}
     * @param state {@link QueueState#label()}
     * @param sinceNs since when it stands still or fell silent, null if neither
     * @param untilNs when a stall ended, null if there is none or it lasts
     * @param durationNs how long that is so far, null if neither
     * @param sentence what is said of it, in one sentence
     * @param chain what an expert would ask, in order
     * @param causes the causes that the trace leaves open, the likeliest first; empty if nothing is wrong
     * @param captureNext what to look at or capture next, empty if nothing is wrong
     */
    public record DiagnosedQueue(
            String device,
            String sourceId,
            int queue,
            String role,
            String kind,
            String state,
            Long sinceNs,
            Long untilNs,
            Long durationNs,
            String sentence,
            List<Question> chain,
            List<RankedCause> causes,
            List<String> captureNext) {
        /** Copies the lists. */
        public DiagnosedQueue {
            chain = List.copyOf(chain);
            causes = List.copyOf(causes);
            captureNext = List.copyOf(captureNext);
        }

        /**
         * Returns the queue's name for people.
         *
         * @return such as {@code disk0 queue 1 (requestq1)}
         */
        public String name() {
            return device + " queue " + queue + (role == null ? "" : " (" + role + ")");
        }
    }

    /**
     * A question of the chain.
     *
     * @param question the question
     * @param answer {@code yes}, {@code no} or {@code unknown}
     * @param evidence what answers it, or what would
     */
    public record Question(String question, String answer, String evidence) {}

    /**
     * A cause.
     *
     * @param cause {@link StallCause#id()}
     * @param rank 1 for the likeliest
     * @param confidence {@link Confidence#label()}
     * @param evidence numbers, times and ring indices
     */
    public record RankedCause(String cause, int rank, String confidence, List<String> evidence) {
        /** Copies the list. */
        public RankedCause {
            evidence = List.copyOf(evidence);
        }
    }
}
