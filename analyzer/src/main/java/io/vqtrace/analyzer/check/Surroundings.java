package io.vqtrace.analyzer.check;

import io.vqtrace.analyzer.check.CheckModel.Moment;
import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.EventScan;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.SuppressionReason;
import io.vqtrace.virtio.DeviceStatus;
import io.vqtrace.virtio.FeatureSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What happened on a device around a breach: some steps and events before and after it, by a second look at the trace. */
final class Surroundings {
    private static final int EACH_SIDE = 8;
    private static final long[] REACH_NS = {100_000, 10_000_000, 1_000_000_000, 100_000_000_000L};

    private final TraceFiles files;
    private final int device;
    private final Integer queue;
    private final Long ns;

    Surroundings(TraceFiles files, PlaceResult place) {
        this.files = files;
        device = place.place().device();
        queue = place.place().queue();
        ns = place.first().ns();
    }

    List<Moment> moments() throws IOException {
        if (ns == null) {
            return List.of();
        }
        List<Moment> around = new ArrayList<>();
        for (long reach : REACH_NS) {
            around.clear();
            events(reach, around);
            files.negotiation().stream()
                    .filter(row -> row.device() == device && row.ts() != null)
                    .filter(row -> Math.abs(row.ts() - ns) <= reach)
                    .map(this::moment)
                    .forEach(around::add);
            if (around.size() >= 2 * EACH_SIDE) {
                break;
            }
        }
        around.sort(Comparator.comparing(Moment::timeNs));
        int at = 0;
        while (at < around.size() && around.get(at).timeNs() < ns) {
            at++;
        }
        return List.copyOf(around.subList(Math.max(0, at - EACH_SIDE), Math.min(around.size(), at + EACH_SIDE)));
    }

    private void events(long reach, List<Moment> around) throws IOException {
        BitSet devices = new BitSet();
        devices.set(device);
        BitSet queues = null;
        if (queue != null) {
            queues = new BitSet();
            queues.set(queue);
        }
        EventFilter near = new EventFilter(ns - reach, ns + reach, devices, queues);
        Nearest nearest = new Nearest();
        Set<EventColumn> columns = EnumSet.copyOf(EventRows.COLUMNS);
        columns.addAll(nearest.columns());
        try (EventScan scan = files.scan(columns, near)) {
            scan.show(List.of(nearest));
        }
        around.addAll(nearest.before);
        around.addAll(nearest.after);
    }

    private Moment moment(NegotiationRow row) {
        StringBuilder details = new StringBuilder();
        if (row.step() == NegotiationStep.STATUS && row.value() != null) {
            details.append(row.value()).append(' ');
            details.append(String.join(" ", DeviceStatus.names(row.value().intValue())));
        } else if (row.featuresLow() != null) {
            details.append(new FeatureSet(row.featuresLow(), row.featuresHigh() == null ? 0 : row.featuresHigh()));
        } else if (row.value() != null) {
            details.append(row.value());
        }
        if (row.detail() != null) {
            details.append(details.isEmpty() ? "" : ", ").append(row.detail());
        }
        String by = row.actor() == null ? "" : " by " + row.actor();
        return new Moment(
                row.ts(),
                row.ts() - ns,
                row.queue(),
                row.step().label() + by,
                details.toString().strip());
    }

    /** Keeps the events nearest to the breach, which come nearly in order. */
    private final class Nearest implements EventConsumer {
        private static final int KEPT = 64;
        private final List<Moment> before = new ArrayList<>();
        private final List<Moment> after = new ArrayList<>();

        @Override
        public Set<EventColumn> columns() {
            return EnumSet.of(
                    EventColumn.VALUE,
                    EventColumn.HEAD,
                    EventColumn.COUNT,
                    EventColumn.RING_IDX,
                    EventColumn.USED_BYTES);
        }

        @Override
        public void accept(EventRows rows) {
            for (int i = 0; i < rows.size(); i++) {
                if (rows.ts(i) >= ns && after.size() < KEPT) {
                    after.add(event(rows, i));
                } else if (rows.ts(i) < ns) {
                    before.add(event(rows, i));
                    if (before.size() > 2 * KEPT) {
                        before.subList(0, KEPT).clear();
                    }
                }
            }
        }

        private Moment event(EventRows rows, int row) {
            EventKind kind = EventKind.ofCode(rows.kind(row));
            List<String> details = new ArrayList<>();
            if (rows.knows(row, Observed.HEAD)) {
                details.add("head " + rows.value(row, EventColumn.HEAD));
            }
            if (rows.knows(row, Observed.RING_IDX)) {
                details.add("index " + rows.value(row, EventColumn.RING_IDX));
            }
            if (rows.knows(row, Observed.COUNT)) {
                details.add("count " + rows.value(row, EventColumn.COUNT));
            }
            if (rows.knows(row, Observed.USED_BYTES)) {
                details.add("used bytes " + rows.value(row, EventColumn.USED_BYTES));
            }
            if (rows.knows(row, Observed.VALUE)) {
                details.add(value(kind, rows.value(row, EventColumn.VALUE)));
            }
            int of = EventRows.key(rows.queueId(row)).queue();
            return new Moment(
                    rows.ts(row),
                    rows.ts(row) - ns,
                    of == EventColumn.NO_QUEUE ? null : of,
                    kind.label(),
                    String.join(", ", details));
        }

        private String value(EventKind kind, long value) {
            if (kind == EventKind.FAULT && FaultReason.ofCode(value) != null) {
                return FaultReason.ofCode(value).label();
            }
            if (kind == EventKind.INTERRUPT_SUPPRESSED && SuppressionReason.ofCode(value) != null) {
                return SuppressionReason.ofCode(value).label();
            }
            return "value " + value;
        }
    }
}
