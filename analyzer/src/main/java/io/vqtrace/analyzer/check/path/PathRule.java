package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import java.util.Set;
import java.util.function.Function;

/**
 * A rule about the data path.
 *
 * @param number the rule's number
 * @param kinds the events that it looks at
 * @param missing tells what the capture lacks to judge an era of a queue, null if it can be judged
 * @param start puts the rule to work on an era
 */
record PathRule(
        int number,
        Set<EventKind> kinds,
        Function<QueueScope, String> missing,
        Function<QueueScope, QueueCheck> start) {}
