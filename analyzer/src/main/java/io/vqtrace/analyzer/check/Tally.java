package io.vqtrace.analyzer.check;

import java.util.EnumMap;
import java.util.Map;

/** What one rule came to at one place. */
final class Tally {
    private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    private final Map<Verdict, Occurrence> first = new EnumMap<>(Verdict.class);
    private boolean checked;
    private String missing;

    void checked() {
        checked = true;
    }

    /** What the latest attempt lacks: it is the one that runs, and that the monitor's answers are about. */
    void missing(String reason) {
        missing = reason;
    }

    void add(Occurrence occurrence) {
        checked = true;
        counts.merge(occurrence.verdict(), 1L, Long::sum);
        Occurrence known = first.get(occurrence.verdict());
        boolean earlier =
                known == null || known.ns() != null && occurrence.ns() != null && occurrence.ns() < known.ns();
        if (earlier) {
            first.put(occurrence.verdict(), occurrence);
        }
    }

    Verdict verdict() {
        return counts.keySet().stream().min(Verdict::compareTo).orElse(checked ? Verdict.OK : Verdict.NOT_CHECKABLE);
    }

    /** How often it was broken as badly as the verdict says. */
    long count() {
        return counts.getOrDefault(verdict(), 0L);
    }

    Occurrence first() {
        return first.get(verdict());
    }

    String reason() {
        return verdict() == Verdict.NOT_CHECKABLE ? missing : null;
    }
}
