package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.check.Findings;
import io.vqtrace.analyzer.check.Place;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A queue on its way through the trace. Threads write their events in batches that overlap, so that events of an era may come
 * when those of the next have been seen: the last few eras stay at work.
 */
final class QueueTrack {
    private static final int KEPT = 4;

    private final DeviceScope device;
    private final Place place;
    private final Findings findings;
    private final List<PathRule> rules;
    private final List<Era> eras;
    private final DeviceTimeline.Cursor cursor;
    private final TreeMap<Integer, EraTrack> atWork = new TreeMap<>();
    private int at;
    private int begun;
    private EraTrack current;

    QueueTrack(
            DeviceScope device,
            int queue,
            List<Era> eras,
            DeviceTimeline timeline,
            List<PathRule> rules,
            Findings findings) {
        this.device = device;
        this.eras = eras;
        this.rules = rules;
        this.findings = findings;
        place = new Place(device.id(), queue);
        cursor = timeline.cursor();
    }

    void on(Row row, EventKind kind) {
        // Of two things at the moment of a reset, what gives back a forgotten chain came after it.
        boolean late = kind == EventKind.USED && device.manifest().recorded() && !row.knows(Observed.SINCE_NS);
        long key = DeviceTimeline.key(row.ns(), late);
        cursor.moveTo(key);
        if (current == null || !holds(at, key)) {
            moveTo(key);
        }
        if (current != null) {
            current.on(row, kind);
        }
    }

    private boolean holds(int era, long key) {
        return eras.get(era).key() <= key
                && (era + 1 == eras.size() || key < eras.get(era + 1).key());
    }

    private void moveTo(long key) {
        while (at > 0 && eras.get(at).key() > (key | 1)) {
            at--;
        }
        while (at + 1 < eras.size() && eras.get(at + 1).key() <= key) {
            at++;
        }
        while (begun <= at) {
            begin(begun++);
        }
        current = atWork.get(at);
    }

    private void begin(int era) {
        DeviceTimeline.Cursor start = cursor.at(eras.get(era).key());
        atWork.put(era, new EraTrack(scope(eras.get(era), start), rules, findings));
        if (atWork.size() > KEPT) {
            end(atWork.pollFirstEntry(), Long.MAX_VALUE);
        }
    }

    private QueueScope scope(Era era, DeviceTimeline.Cursor begin) {
        return new QueueScope(device, place, era, begin.attempt(), findings, cursor);
    }

    /** Ends an era where the next begins, or with the trace. */
    private void end(Map.Entry<Integer, EraTrack> era, long lastNs) {
        int next = era.getKey() + 1;
        long ends =
                next == eras.size() ? lastNs : Math.min(lastNs, eras.get(next).ns());
        era.getValue().end(ends);
    }

    /** The trace is over. */
    void end(long lastNs) {
        while (!atWork.isEmpty()) {
            end(atWork.pollFirstEntry(), lastNs);
        }
    }
}
