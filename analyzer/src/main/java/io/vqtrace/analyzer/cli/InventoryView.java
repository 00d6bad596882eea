package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.inventory.InventoryModel;
import io.vqtrace.analyzer.inventory.InventoryModel.Device;
import io.vqtrace.analyzer.inventory.InventoryModel.WorkloadDevices;
import io.vqtrace.analyzer.inventory.Verdict;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows {@code vqtrace inventory}: totals, one table of all devices, then what to do, the same advice once. */
final class InventoryView {
    private static final int MANY = 12;

    private InventoryView() {}

    /** A device with the workload that it belongs to. */
    record Row(WorkloadDevices workload, Device device) {
        String place() {
            return workload.name() + "/" + device.name();
        }
    }

    /** What several devices have in common. */
    private record Advice(String verdict, List<String> steps) {}

    static Result of(InventoryModel model) {
        List<Row> rows = model.workloads().stream()
                .flatMap(workload -> workload.devices().stream().map(device -> new Row(workload, device)))
                .toList();
        List<Block> document = new ArrayList<>();
        document.add(totals(model.totals()));
        document.add(new Block.Heading("Devices"));
        document.add(new Block.Grid(new Table<>(InventoryTables.devices(), rows)));
        List<InventoryTables.QueueRow> queues = rows.stream()
                .flatMap(row -> row.device().queues().stream()
                        .filter(queue -> queue.evidence().requests() > 0)
                        .map(queue -> new InventoryTables.QueueRow(row, queue)))
                .toList();
        if (!queues.isEmpty()) {
            document.add(new Block.Heading("Virtqueues: a request's time by who takes it"));
            document.add(new Block.Grid(new Table<>(InventoryTables.queues(), queues)));
        }
        document.addAll(advice(rows));
        document.addAll(notes(model, rows));
        return new Result(
                "vqtrace.inventory/1", InventoryJson.of(model), new Table<>(InventoryTables.csv(), rows), document);
    }

    private static Block totals(InventoryModel.Totals totals) {
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact(
                "Workloads", totals.workloads() + " with " + Durations.count(totals.devices(), "device")));
        totals.byClass()
                .forEach((deviceClass, counts) -> facts.add(new Block.Fact(label(deviceClass), listed(counts))));
        facts.add(new Block.Fact("Verdicts", listed(totals.byVerdict())));
        return new Block.Facts(facts);
    }

    private static String label(String deviceClass) {
        return switch (deviceClass) {
            case "nic" -> "NICs";
            case "disk" -> "Disks";
            default -> "Others";
        };
    }

    private static String listed(Map<String, Integer> counts) {
        String text = counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(" · "));
        return text.isEmpty() ? "none" : text;
    }

    /** What to do, by verdict; devices for which the same is to be done share a paragraph. */
    private static List<Block> advice(List<Row> rows) {
        Map<Advice, List<Row>> shared = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            rows.stream()
                    .filter(row -> verdict.label().equals(row.device().verdict()))
                    .filter(row -> !row.device().servedByAdapter())
                    .forEach(row -> shared.computeIfAbsent(
                                    new Advice(verdict.label(), row.device().steps()), any -> new ArrayList<>())
                            .add(row));
        }
        if (shared.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("What to do, and why"));
        shared.forEach((advice, devices) -> {
            List<String> details = new ArrayList<>(reasons(devices));
            advice.steps().forEach(step -> details.add("→ " + step));
            blocks.add(new Block.Finding(
                    severity(advice.verdict()),
                    advice.verdict().toUpperCase(Locale.ROOT),
                    some(devices.stream().map(Row::place).toList()),
                    details));
        });
        return blocks;
    }

    /** One line for each reason, with the devices that it holds for unless it is that of all. */
    private static List<String> reasons(List<Row> devices) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        devices.forEach(row -> places.computeIfAbsent(row.device().reason(), any -> new ArrayList<>())
                .add(row.place()));
        List<String> lines = new ArrayList<>();
        places.forEach((reason, names) -> lines.add(places.size() == 1 ? reason : some(names) + ": " + reason));
        return lines;
    }

    private static String some(List<String> names) {
        return names.size() <= MANY
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MANY)) + " and " + (names.size() - MANY) + " more";
    }

    private static Severity severity(String verdict) {
        return Stream.of(Verdict.MOVE_TO_VIRTIO, Verdict.TUNE_FIRST, Verdict.PASSTHROUGH_CANDIDATE)
                        .anyMatch(serious -> serious.label().equals(verdict))
                ? Severity.WARNING
                : Severity.NOTICE;
    }

    private static List<Block> notes(InventoryModel model, List<Row> rows) {
        List<String> items = new ArrayList<>();
        model.workloads().stream()
                .filter(workload -> workload.devices().isEmpty())
                .forEach(workload ->
                        items.add(workload.name() + ": no device but parts of the machine (--all lists them)"));
        rows.stream()
                .filter(row -> !row.device().notes().isEmpty())
                .filter(row -> row.device().verdict() != null)
                .forEach(row -> items.add(
                        row.place() + ": " + String.join("; ", row.device().notes())));
        return items.isEmpty() ? List.of() : List.of(new Block.Heading("Notes"), new Block.Bullets(items));
    }
}
