package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.check.Findings;
import io.vqtrace.analyzer.check.Place;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A queue on its way through the trace: which era and phase it is in, and the rules at work on it. */
final class QueueTrack {
    private static final QueueCheck[] NONE = {};
    private static final int KINDS = EventKind.values().length + 1;

    private final DeviceScope device;
    private final Place place;
    private final Findings findings;
    private final List<PathRule> rules;
    private final List<Era> eras;
    private final DeviceTimeline.Cursor cursor;
    private final QueueCheck[][] byKind = new QueueCheck[KINDS][];
    private final List<QueueCheck> checks = new ArrayList<>();
    private QueueScope scope;
    private int era = -1;
    private long takingNs = Long.MIN_VALUE;
    private long returningNs = Long.MIN_VALUE;

    QueueTrack(DeviceScope device, int queue, DeviceTimeline timeline, List<PathRule> rules, Findings findings) {
        this.device = device;
        this.rules = rules;
        this.findings = findings;
        place = new Place(device.id(), queue);
        eras = QueueEras.of(device, queue);
        cursor = timeline.cursor();
    }

    void on(Row row, EventKind kind) {
        // Of two things at the moment of a reset, what gives back a forgotten chain came after it.
        boolean late = kind == EventKind.USED && device.manifest().recorded() && !row.knows(Observed.SINCE_NS);
        long key = DeviceTimeline.key(row.ns(), late);
        cursor.moveTo(key);
        int next = Math.max(era, 0);
        while (next + 1 < eras.size() && eras.get(next + 1).key() <= key) {
            next++;
        }
        if (next != era) {
            enter(next, eras.get(next), row.ns());
        }
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

    /** Events were lost: what was known of the ring is not known any more. */
    void lost(long ns) {
        if (era >= 0) {
            enter(
                    era,
                    new Era(eras.get(era).key(), Era.Begin.UNSEEN, eras.get(era).setup()),
                    ns);
        }
    }

    private void enter(int next, Era begun, long ns) {
        end(ns);
        era = next;
        scope = new QueueScope(device, place, begun, cursor.attempt(), findings, cursor);
        Map<EventKind, List<QueueCheck>> wanted = new EnumMap<>(EventKind.class);
        for (PathRule rule : rules) {
            String missing = rule.missing().apply(scope);
            if (missing != null) {
                findings.notCheckable(rule.number(), place, missing);
                continue;
            }
            findings.checked(rule.number(), place);
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

    /** Nothing more comes before this moment. */
    void end(long ns) {
        checks.forEach(check -> check.end(ns));
        checks.clear();
    }
}
