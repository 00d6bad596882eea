package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.check.RuleBook;
import io.vqtrace.analyzer.check.Verdict;

/** One rule at work on one era of a queue. */
abstract class QueueCheck {
    final QueueScope queue;
    private final int rule;

    QueueCheck(QueueScope queue, int rule) {
        this.queue = queue;
        this.rule = rule;
    }

    /** Looks at an event of a kind that the rule asked for. */
    abstract void on(Row row);

    /**
     * The era is over.
     *
     * @param ns time of the last event of the era, or of the trace
     */
    void end(long ns) {
        // Most rules judge each event when it comes.
    }

    final void broken(long ns, String seen) {
        queue.report(rule, verdict(), ns, seen);
    }

    /** Broken, if the events were seen in the order in which they happened. */
    final void brokenInOrder(long ns, String seen) {
        queue.reportOrdered(rule, verdict(), ns, seen);
    }

    final void racy(long ns, String seen) {
        queue.report(rule, Verdict.RACY, ns, seen);
    }

    private Verdict verdict() {
        return RuleBook.rule(rule).level().verdict();
    }
}
