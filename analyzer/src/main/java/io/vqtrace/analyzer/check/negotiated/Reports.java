package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.Findings;
import io.vqtrace.analyzer.check.Occurrence;
import io.vqtrace.analyzer.check.Place;
import io.vqtrace.analyzer.check.RuleBook;
import io.vqtrace.analyzer.check.Verdict;

/** Takes what one rule finds on one device. */
record Reports(Findings findings, int rule, int device) {
    /** The rule is broken: as badly as its level says. */
    void broken(Long ns, String seen) {
        broken(ns, null, seen);
    }

    /** The rule is broken for a queue. */
    void broken(Long ns, Integer queue, String seen) {
        add(RuleBook.rule(rule).level().verdict(), ns, queue, seen);
    }

    /** The rule is broken in a way that is harmless in practice. */
    void warning(Long ns, String seen) {
        add(Verdict.WARNING, ns, null, seen);
    }

    private void add(Verdict verdict, Long ns, Integer queue, String seen) {
        findings.add(rule, new Place(device, queue), new Occurrence(verdict, ns, seen));
    }
}
