package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.check.Findings;
import io.vqtrace.trace.EventKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The rules at work on an era of a queue. */
final class EraTrack {
    private static final QueueCheck[] NONE = {};
    private static final int KINDS = EventKind.values().length + 1;

    private final QueueScope scope;
    private final QueueCheck[][] byKind = new QueueCheck[KINDS][];
    private final List<QueueCheck> checks = new ArrayList<>();
    private long takingNs = Long.MIN_VALUE;
    private long returningNs = Long.MIN_VALUE;

    EraTrack(QueueScope scope, List<PathRule> rules, Findings findings) {
        this.scope = scope;
        Map<EventKind, List<QueueCheck>> wanted = new EnumMap<>(EventKind.class);
        for (PathRule rule : rules) {
            String missing = missing(rule);
            if (missing != null) {
                findings.notCheckable(rule.number(), scope.place(), missing);
                continue;
            }
            findings.checked(rule.number(), scope.place());
            QueueCheck check = rule.start().apply(scope);
            checks.add(check);
            rule.kinds()
                    .forEach(kind -> wanted.computeIfAbsent(kind, any -> new ArrayList<>())
                            .add(check));
        }
        for (EventKind kind : EventKind.values()) {
            byKind[kind.code()] = wanted.getOrDefault(kind, List.of()).toArray(NONE);
        }
    }

    private String missing(PathRule rule) {
        String missing = rule.missing().apply(scope);
        return missing == null && scope.era().begin() == Era.Begin.LOST ? "needs events that were lost" : missing;
    }

    void on(Row row, EventKind kind) {
        order(row.ns(), kind);
        for (QueueCheck check : byKind[kind.code()]) {
            check.on(row);
        }
    }

    private void order(long ns, EventKind kind) {
        switch (kind) {
            case AVAIL, KICK, KICK_ARM -> {
                if (ns < takingNs) {
                    scope.unordered();
                }
                takingNs = Math.max(takingNs, ns);
            }
            case USED, INTERRUPT, INTERRUPT_SUPPRESSED, INTERRUPT_ARM -> {
                if (ns < returningNs) {
                    scope.unordered();
                }
                returningNs = Math.max(returningNs, ns);
            }
            default -> {
                // Taken chains follow the side that takes them; faults may come from anywhere.
            }
        }
    }

    /** Nothing more comes before this moment. */
    void end(long ns) {
        checks.forEach(check -> check.end(ns));
        checks.clear();
    }
}
