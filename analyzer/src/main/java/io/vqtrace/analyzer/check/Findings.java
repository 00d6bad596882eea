package io.vqtrace.analyzer.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what rules say of places. Used by one thread. */
public final class Findings {
    private final long fromNs;
    private final long toNs;
    private final Map<Integer, SortedMap<Place, Tally>> rules = new TreeMap<>();

    /**
     * Makes an empty collection.
     *
     * @param fromNs occurrences before are not counted
     * @param toNs nor those after
     */
    public Findings(long fromNs, long toNs) {
        this.fromNs = fromNs;
        this.toNs = toNs;
    }

    private Tally tally(int rule, Place place) {
        return rules.computeIfAbsent(rule, number -> new TreeMap<>()).computeIfAbsent(place, any -> new Tally());
    }

    /**
     * A rule can be judged at a place.
     *
     * @param rule the rule's number
     * @param place where
     */
    public void checked(int rule, Place place) {
        tally(rule, place).checked();
    }

    /**
     * A rule cannot be judged at a place, at least for some time.
     *
     * @param rule the rule's number
     * @param place where
     * @param reason what the capture lacks, such as {@code needs status reads}, or where else the rule
     *     holds, such as {@code applies to packed rings}
     */
    public void notCheckable(int rule, Place place, String reason) {
        tally(rule, place).missing(reason);
    }

    /**
     * A rule was broken.
     *
     * @param rule the rule's number
     * @param place where
     * @param occurrence when and how
     */
    public void add(int rule, Place place, Occurrence occurrence) {
        Long ns = occurrence.ns();
        if (ns == null || ns >= fromNs && ns <= toNs) {
            tally(rule, place).add(occurrence);
        }
    }

    /**
     * Adds up one rule.
     *
     * @param rule the rule
     * @param otherwise why it is not checkable if nobody said anything of it
     * @return what it came to, worst place first where something was found, else by place
     */
    RuleResult result(Rule rule, String otherwise) {
        SortedMap<Place, Tally> places = rules.getOrDefault(rule.number(), new TreeMap<>());
        List<PlaceResult> results = new ArrayList<>();
        places.forEach((place, tally) ->
                results.add(new PlaceResult(place, tally.verdict(), tally.count(), tally.first(), tally.reason())));
        return RuleResult.of(rule, results, otherwise);
    }
}
