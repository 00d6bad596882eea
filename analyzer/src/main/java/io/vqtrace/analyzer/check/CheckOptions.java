package io.vqtrace.analyzer.check;

import java.util.Set;

/**
 * What to check.
 *
 * @param rules numbers of the rules, empty for all
 * @param explain the rule whose first occurrence is shown with the events around it, null for none
 */
public record CheckOptions(Set<Integer> rules, Integer explain) {
    /** Copies the set. */
    public CheckOptions {
        rules = Set.copyOf(rules);
    }

    /**
     * Tells whether a rule is to be checked.
     *
     * @param rule its number
     * @return true if it is
     */
    public boolean wants(int rule) {
        return rules.isEmpty() || rules.contains(rule) || explain != null && explain == rule;
    }
}
