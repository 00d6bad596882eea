package io.vqtrace.analyzer.check;

import io.vqtrace.analyzer.check.negotiated.NegotiatedRules;
import io.vqtrace.analyzer.check.path.Losses;
import io.vqtrace.analyzer.check.path.PathChecker;
import io.vqtrace.analyzer.negotiation.DeviceHistory;
import io.vqtrace.analyzer.negotiation.QueueConfigurations;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.EventScan;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Checks a trace against the rules: the negotiation table attempt by attempt, then the events in one pass, whose cost is that
 * of reading some ten columns. Not thread-safe.
 */
public final class Checker {
    private final TraceFiles files;
    private final EventFilter selection;
    private final Map<Integer, DeviceScope> devices = new HashMap<>();
    private final Map<Integer, DeviceHistory> histories;

    /**
     * Makes a checker of a trace.
     *
     * @param files the trace
     * @param selection devices and queues to check; breaches outside of its window are not counted, but events before it are
     *     looked at for what they tell of the state
     */
    public Checker(TraceFiles files, EventFilter selection) {
        this.files = files;
        this.selection = selection;
        histories = DeviceHistory.of(files.negotiation());
        files.devices().forEach(row -> devices.put(row.device(), scope(row)));
    }

    private DeviceScope scope(DeviceRow row) {
        return new DeviceScope(
                row,
                row.type() == null ? null : DeviceType.ofName(row.type()),
                histories.get(row.device()),
                QueueConfigurations.of(row.device(), files.queues(), files.negotiation()),
                files.manifest());
    }

    private DeviceScope device(int id) {
        return devices.computeIfAbsent(
                id,
                missing -> scope(new DeviceRow(missing, null, null, null, null, null, null, null, null, null, null)));
    }

    /**
     * Checks.
     *
     * @param wanted tells which rules, by number
     * @return the result of each wanted rule, by number
     * @throws IOException if the trace cannot be read
     */
    public List<RuleResult> check(IntPredicate wanted) throws IOException {
        Findings findings = new Findings(selection.fromNs(), selection.toNs());
        List<DeviceScope> selected = devices.values().stream()
                .filter(device ->
                        selection.devices() == null || selection.devices().get(device.id()))
                .filter(DeviceScope::virtio)
                .toList();
        selected.forEach(device -> NegotiatedRules.check(device, findings));
        PathChecker path =
                new PathChecker(this::device, Losses.of(files), files.manifest().recorded(), wanted, findings);
        EventFilter whole = new EventFilter(Long.MIN_VALUE, Long.MAX_VALUE, selection.devices(), selection.queues());
        Set<EventColumn> columns = EnumSet.copyOf(EventRows.COLUMNS);
        columns.addAll(path.columns());
        try (EventScan scan = files.scan(columns, whole)) {
            scan.show(List.of(path));
            files.note(scan);
        }
        path.finish(selected);
        return RuleBook.rules().stream()
                .filter(rule -> wanted.test(rule.number()))
                .map(rule ->
                        findings.result(rule, selected.isEmpty() ? Reasons.NO_DEVICE : Reasons.NEEDS + rule.needs()))
                .collect(Collectors.toUnmodifiableList());
    }
}
