package io.vqtrace.analyzer.check;

import io.vqtrace.analyzer.analysis.TraceSummary;
import java.util.List;

/**
 * What a trace came to when it was checked.
 *
 * @param trace the trace in a few numbers
 * @param specification the text that sections are of
 * @param verdicts how many rules came to which verdict
 * @param rules the rules, by number
 * @param explanation the rule that was asked about, null if none was
 */
public record CheckModel(
        TraceSummary trace,
        String specification,
        VerdictCounts verdicts,
        List<CheckedRule> rules,
        Explanation explanation) {
    /** Copies the list. */
    public CheckModel {
        rules = List.copyOf(rules);
    }

    /**
     * How many rules came to which verdict.
     *
     * @param violation rules with a violation
     * @param warning rules with a warning and nothing worse
     * @param racy rules with a doubtful breach and nothing worse
     * @param ok rules that were checked, without a finding
     * @param notCheckable rules that the capture does not allow to check
     */
    public record VerdictCounts(long violation, long warning, long racy, long ok, long notCheckable) {}

    /**
     * One rule and what it came to.
     *
     * @param rule its number
     * @param title in a few words
     * @param section of the specification
     * @param level {@code must}, {@code should} or {@code advice}
     * @param verdict the worst of all places
     * @param count how often it was broken as badly as that
     * @param reason why it is not checkable, else null
     * @param needs what a capture must hold
     * @param first where and when it was broken first, null if it was not
     * @param places every device or queue at which it was looked for
     */
    public record CheckedRule(
            int rule,
            String title,
            String section,
            String level,
            String verdict,
            long count,
            String reason,
            String needs,
            Breach first,
            List<CheckedPlace> places) {}

    /**
     * A breach.
     *
     * @param timeNs time in nanoseconds since the epoch, null without a clock
     * @param device name of the device
     * @param queue index of the queue, null if it is about the whole device
     * @param seen what was seen, with the offending value
     */
    public record Breach(Long timeNs, String device, Integer queue, String seen) {}

    /**
     * A rule at one place.
     *
     * @param device name of the device
     * @param queue index of the queue, null for the whole device
     * @param verdict the worst that was found there
     * @param count how often that was
     * @param reason why it is not checkable there, else null
     * @param firstNs time of the first such breach, null if there is none
     * @param seen what was seen then
     */
    public record CheckedPlace(
            String device, Integer queue, String verdict, long count, String reason, Long firstNs, String seen) {}

    /**
     * A rule explained by its first breach.
     *
     * @param rule its number
     * @param expected what the rule asks for
     * @param seen what was seen, or why nothing can be said
     * @param around the steps and events around the first breach, in order; empty without one
     */
    public record Explanation(int rule, String expected, String seen, List<Moment> around) {}

    /**
     * A step or event around a breach.
     *
     * @param timeNs its time, null without a clock
     * @param fromBreachNs time since the breach, negative before it
     * @param queue index of the queue, null if it is about the whole device
     * @param what kind of event, or step of the negotiation
     * @param details its values
     */
    public record Moment(Long timeNs, Long fromBreachNs, Integer queue, String what, String details) {}
}
