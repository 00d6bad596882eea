package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.check.Findings;
import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Runs the rules about the data path in one pass over the events. Memory grows with the number of queues, not of events.
 */
public final class PathChecker implements EventConsumer {
    private static final String NO_EVENTS = "needs events of the device's queues, of which this capture holds none";

    private final IntFunction<DeviceScope> devices;
    private final Losses losses;
    private final Findings findings;
    private final List<PathRule> rules;
    private final boolean recorded;
    private final Map<Integer, DeviceTimeline> timelines = new HashMap<>();
    private final Map<Integer, QueueTrack> tracks = new HashMap<>();
    private final Row row = new Row();
    private int lastId = -1;
    private QueueTrack lastTrack;
    private long lastNs = Long.MIN_VALUE;

    /**
     * Makes a checker.
     *
     * @param devices finds a device by id
     * @param losses when events are missing
     * @param recorded whether a recorder made the trace; the events of imports have fewer columns
     * @param wanted tells which rules, by number
     * @param findings takes what is found
     */
    public PathChecker(
            IntFunction<DeviceScope> devices, Losses losses, boolean recorded, IntPredicate wanted, Findings findings) {
        this.devices = devices;
        this.losses = losses;
        this.recorded = recorded;
        this.findings = findings;
        rules = PathRules.ALL.stream()
                .filter(rule -> wanted.test(rule.number()))
                .toList();
    }

    @Override
    public Set<EventColumn> columns() {
        Set<EventColumn> columns = EnumSet.of(EventColumn.VALUE, EventColumn.HEAD);
        if (recorded) {
            columns.addAll(EnumSet.of(
                    EventColumn.COUNT,
                    EventColumn.RING_IDX,
                    EventColumn.OUTSTANDING,
                    EventColumn.IN_BYTES,
                    EventColumn.USED_BYTES,
                    EventColumn.OP,
                    EventColumn.STATUS));
        }
        return columns;
    }

    @Override
    public void accept(EventRows rows) {
        for (int i = 0; i < rows.size(); i++) {
            EventKind kind = EventKind.ofCode(rows.kind(i));
            int id = rows.queueId(i);
            row.point(rows, i);
            boolean happened = kind != EventKind.OPEN && kind != EventKind.GAP;
            if (happened && (id & 0xffff) != EventColumn.NO_QUEUE) {
                track(id).on(row, kind);
                lastNs = Math.max(lastNs, rows.ts(i));
            }
        }
    }

    private QueueTrack track(int id) {
        if (id != lastId || lastTrack == null) {
            lastId = id;
            lastTrack = tracks.computeIfAbsent(id, this::newTrack);
        }
        return lastTrack;
    }

    private QueueTrack newTrack(int id) {
        DeviceScope device = devices.apply(id >>> Short.SIZE);
        DeviceTimeline timeline = timelines.computeIfAbsent(device.id(), any -> DeviceTimeline.of(device.history()));
        List<Era> eras = QueueEras.of(device, id & 0xffff, losses.of(device.id(), id & 0xffff));
        return new QueueTrack(device, id & 0xffff, eras, timeline, rules, findings);
    }

    /**
     * Ends the pass: settles what waited for a later event, and says of devices without any event why nothing is known.
     *
     * @param all the devices that were to be checked
     */
    public void finish(Collection<DeviceScope> all) {
        tracks.values().forEach(track -> track.end(lastNs));
        all.stream().filter(device -> !timelines.containsKey(device.id())).forEach(this::unseen);
    }

    private void unseen(DeviceScope device) {
        QueueScope scope = QueueScope.unseen(device, findings);
        for (PathRule rule : rules) {
            String missing = rule.missing().apply(scope);
            findings.notCheckable(rule.number(), scope.place(), missing == null ? NO_EVENTS : missing);
        }
    }
}
