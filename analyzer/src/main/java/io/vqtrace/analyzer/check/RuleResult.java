package io.vqtrace.analyzer.check;

import java.util.Comparator;
import java.util.List;

/**
 * What a rule came to in a trace.
 *
 * @param rule the rule
 * @param verdict the worst of all places, {@link Verdict#OK} if it was checked anywhere and nothing found
 * @param count how often it was broken as badly as the verdict says
 * @param reason why it is nowhere checkable, else null
 * @param places all places at which it was looked for
 */
public record RuleResult(Rule rule, Verdict verdict, long count, String reason, List<PlaceResult> places) {
    static RuleResult of(Rule rule, List<PlaceResult> places, String otherwise) {
        Verdict worst = places.stream()
                .map(PlaceResult::verdict)
                .min(Verdict::compareTo)
                .orElse(Verdict.NOT_CHECKABLE);
        long count = places.stream()
                .filter(place -> place.verdict() == worst)
                .mapToLong(PlaceResult::count)
                .sum();
        String reason = null;
        if (worst == Verdict.NOT_CHECKABLE) {
            reason = Reasons.weightiest(places.stream()
                            .map(PlaceResult::reason)
                            .filter(text -> text != null)
                            .toList())
                    .orElse(otherwise);
        }
        return new RuleResult(rule, worst, count, reason, List.copyOf(places));
    }

    /**
     * Returns the place of the first occurrence of the verdict.
     *
     * @return the place, null if nothing was found
     */
    public PlaceResult worst() {
        return places.stream()
                .filter(place -> place.verdict() == verdict && place.first() != null)
                .min(Comparator.comparing(
                        place -> place.first().ns(), Comparator.nullsFirst(Comparator.naturalOrder())))
                .orElse(null);
    }
}
