package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.Episode;
import io.vqtrace.analyzer.analysis.Saturation;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Saturation verdicts as findings, the worst first; queues that are well share one line. */
public final class Findings {

    /** Severity of the first word of a verdict: {@code plateau at 8} is a {@code plateau}. */
    private static final Map<String, Severity> SEVERITIES = Map.of(
            "stalled", Severity.CRITICAL,
            "ring-full", Severity.CRITICAL,
            "starved", Severity.CRITICAL,
            "capped", Severity.WARNING,
            "backend-bound", Severity.WARNING,
            "plateau", Severity.NOTICE,
            "busy", Severity.NOTICE,
            "ok", Severity.FINE,
            "idle", Severity.FINE);

    private Findings() {}

    /**
     * A queue and its verdict.
     *
     * @param device display name
     * @param queue index
     * @param role role, null if unknown
     * @param saturation the verdict
     */
    public record Judged(String device, int queue, String role, Saturation saturation) {

        /**
         * Returns how much the verdict stands out.
         *
         * @return {@link Severity#NOTICE} where the capture allows no verdict
         */
        public Severity severity() {
            if (saturation.verdict() == null) {
                return Severity.NOTICE;
            }
            String word = saturation.verdict().split(" ", 2)[0];
            return SEVERITIES.getOrDefault(word, Severity.NOTICE);
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
     * Makes one finding of each queue that is not well, and one of all others of a verdict.
     *
     * @param queues in the order of the report
     * @param startNs start of the trace, from which episodes are dated; null without a clock
     * @return the findings, the worst first
     */
    public static List<Block> of(List<Judged> queues, Long startNs) {
        List<Block> blocks = new ArrayList<>();
        if (queues.isEmpty()) {
            blocks.add(new Block.Paragraph("No virtqueue traffic."));
            return blocks;
        }
        queues.stream()
                .filter(q -> q.severity() != Severity.FINE)
                .sorted(Comparator.comparing(Judged::severity))
                .forEach(q -> blocks.add(finding(q, startNs)));
        Map<String, List<String>> fine = queues.stream()
                .filter(q -> q.severity() == Severity.FINE)
                .collect(Collectors.groupingBy(
                        q -> q.saturation().verdict(),
                        () -> new TreeMap<>(Comparator.<String>reverseOrder()),
                        Collectors.mapping(q -> q.device() + " queue " + q.queue(), Collectors.toList())));
        fine.forEach((verdict, names) -> {
            String subject = names.size() <= 4 ? String.join(", ", names) : names.size() + " queues";
            blocks.add(new Block.Finding(Severity.FINE, verdict, subject, List.of()));
        });
        return blocks;
    }

    private static Block finding(Judged queue, Long startNs) {
        Saturation saturation = queue.saturation();
        List<String> details = new ArrayList<>(saturation.evidence());
        Episode worst = saturation.worstEpisode();
        if (worst != null && startNs != null) {
            details.add("longest: " + Unit.DURATION.text(worst.durationNs()) + " from +"
                    + Unit.DURATION.text(worst.startNs() - startNs)
                    + (worst.depth() == 0 ? "" : ", up to " + worst.depth() + " deep"));
        }
        String label = saturation.verdict() == null ? "no verdict" : saturation.verdict();
        return new Block.Finding(
                queue.severity(), label.toUpperCase(Locale.ROOT), queue.name(), details, saturation.advice());
    }
}
