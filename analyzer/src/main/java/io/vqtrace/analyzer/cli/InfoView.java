package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.postmortem.NameMatch;
import io.vqtrace.analyzer.read.RequestCount;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.read.TraceManifest;
import io.vqtrace.analyzer.read.TraceManifest.SegmentInfo;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.text.Durations;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows {@code vqtrace info}. Uses the manifest, the small tables and little of the events: neither DuckDB nor Arrow's vectors load. */
final class InfoView {

    private InfoView() {}

    /** @throws IOException if the events cannot be read */
    static Result of(String name, TraceFiles files) throws IOException {
        InfoModel model = model(name, files);
        Table<SegmentInfo> segments = new Table<>(segmentColumns(), model.segments());
        List<Block> document = new ArrayList<>();
        document.add(new Block.Facts(facts(model.trace())));
        if (model.imported() != null) {
            document.add(new Block.Heading("Import"));
            document.add(new Block.Facts(importFacts(model.imported())));
        }
        if (model.recorder() != null) {
            document.add(new Block.Heading("Recorder"));
            document.add(new Block.Facts(RecorderFacts.of(model.recorder())));
        }
        if (model.dump() != null) {
            document.add(new Block.Heading("Dump"));
            document.add(new Block.Facts(RecorderFacts.of(model.dump())));
        }
        if (!files.manifest().warnings().isEmpty()) {
            // That the trace is cut is in its first line, and why on standard error.
            document.add(new Block.Heading("Warnings"));
            document.add(new Block.Bullets(files.manifest().warnings()));
        }
        document.add(new Block.Heading("Devices"));
        document.add(new Block.Grid(new Table<>(deviceColumns(), model.devices())));
        document.addAll(NameMatch.doubts(model.devices(), InfoModel.Device::name, InfoModel.Device::join));
        if (!model.threads().isEmpty()) {
            document.add(new Block.Heading("Threads"));
            document.add(new Block.Grid(new Table<>(threadColumns(model.threads()), model.threads())));
        }
        document.add(new Block.Heading("Segments"));
        document.add(new Block.Grid(segments));
        return new Result("vqtrace.info/1", json(model), segments, document);
    }

    private static InfoModel model(String name, TraceFiles files) throws IOException {
        TraceManifest manifest = files.manifest();
        InfoModel.Trace trace = new InfoModel.Trace(
                name,
                manifest.source(),
                manifest.startNs(),
                manifest.endNs(),
                manifest.startNs() == null || manifest.endNs() == null ? null : manifest.endNs() - manifest.startNs(),
                manifest.events(),
                RequestCount.of(files),
                byKind(manifest),
                files.recovered(),
                manifest.dropped(),
                manifest.importCount("unparsed_lines"),
                files.complete(),
                new InfoModel.ClockInfo(
                        manifest.clock().source(),
                        manifest.clock().resolutionNs() > 0 ? manifest.clock().resolutionNs() : null),
                manifest.producer(),
                manifest.version(),
                manifest.host(),
                manifest.mode(),
                manifest.level(),
                manifest.threads().size());
        return new InfoModel(
                trace,
                manifest.segments(),
                files.devices().stream().map(InfoView::device).toList(),
                threads(manifest),
                orNull(manifest.imported()),
                orNull(manifest.recording().account()),
                orNull(manifest.recording().dump()),
                files.warnings());
    }

    private static Map<String, Object> orNull(Map<String, Object> fields) {
        return fields.isEmpty() ? null : fields;
    }

    private static Map<String, Long> byKind(TraceManifest manifest) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (EventKind kind : EventKind.values()) {
            if (manifest.byKind() != null && manifest.canShow(kind)) {
                counts.put(kind.label(), manifest.byKind().getOrDefault(kind, 0L));
            }
        }
        return counts;
    }

    private static InfoModel.Device device(DeviceRow row) {
        return new InfoModel.Device(
                row.device(),
                row.name(),
                row.type(),
                row.sourceId(),
                row.backend(),
                row.address(),
                row.events(),
                row.join());
    }

    /** The keys of the JSON object; {@code import} is no name that a record component may have. */
    private static Map<String, Object> json(InfoModel model) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("trace", model.trace());
        json.put("segments", model.segments());
        json.put("devices", model.devices());
        json.put("threads", model.threads());
        json.put("import", model.imported());
        json.put("recorder", model.recorder());
        json.put("dump", model.dump());
        json.put("warnings", model.warnings());
        return json;
    }

    private static List<Block.Fact> facts(InfoModel.Trace trace) {
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("Trace", trace.name() + (trace.complete() ? "" : " (INCOMPLETE: cut or not closed)")));
        facts.add(new Block.Fact(
                "Source",
                Unit.TEXT.text(trace.source())
                        + (trace.producer() == null ? "" : ", written by " + trace.producer())
                        + ", format version " + trace.version()));
        if (trace.startNs() == null) {
            facts.add(new Block.Fact("Time", "the events carry no time"));
        } else {
            facts.add(new Block.Fact(
                    "Time",
                    Unit.TIME.text(trace.startNs()) + " to " + Unit.TIME.text(trace.endNs()) + ", "
                            + Unit.DURATION.text(trace.durationNs())));
        }
        Long step = trace.clock().resolutionNs();
        facts.add(new Block.Fact(
                "Clock", trace.clock().source() + (step == null ? "" : ", in steps of " + Unit.DURATION.text(step))));
        String kinds = trace.byKind().entrySet().stream()
                .map(e -> Unit.COUNT.text(e.getValue()) + " " + e.getKey())
                .collect(Collectors.joining(", "));
        facts.add(new Block.Fact("Events", Unit.COUNT.text(trace.events()) + (kinds.isEmpty() ? "" : ": " + kinds)));
        facts.add(new Block.Fact("Requests", Unit.COUNT.text(trace.requests())));
        if (trace.recovered() != null) {
            facts.add(new Block.Fact("From the black box", Unit.COUNT.text(trace.recovered()) + " of the events"));
        }
        facts.add(new Block.Fact("Dropped", Unit.COUNT.text(trace.dropped()) + gaps(trace)));
        if (trace.mode() != null && trace.level() != null) {
            facts.add(new Block.Fact("Capture", "mode " + trace.mode() + ", level " + trace.level()));
        }
        return facts;
    }

    private static String gaps(InfoModel.Trace trace) {
        Long gaps = trace.byKind().get(EventKind.GAP.label());
        return gaps == null || gaps == 0 ? "" : " in " + Durations.count(gaps, "gap");
    }

    private static List<Block.Fact> importFacts(Map<String, Object> imported) {
        List<Block.Fact> facts = new ArrayList<>();
        imported.forEach((key, value) -> facts.add(new Block.Fact(key.replace('_', ' '), importText(value))));
        return facts;
    }

    private static String importText(Object value) {
        if (value instanceof Map<?, ?> counts) {
            return counts.isEmpty() ? "none" : mostFirst(counts);
        }
        return value instanceof Number ? Unit.COUNT.text(value) : Unit.TEXT.text(value);
    }

    private static String mostFirst(Map<?, ?> counts) {
        Comparator<Map.Entry<?, ?>> byCount =
                Comparator.comparingLong(e -> e.getValue() instanceof Number n ? n.longValue() : 0);
        return counts.entrySet().stream()
                .sorted(byCount.reversed())
                .map(e -> e.getKey() + " " + importText(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static List<Column<InfoModel.Device>> deviceColumns() {
        return List.of(
                Column.of("device", "ID", Unit.NUMBER, InfoModel.Device::device),
                Column.of("name", "NAME", Unit.TEXT, InfoModel.Device::name),
                Column.of("type", "TYPE", Unit.TEXT, InfoModel.Device::type),
                Column.optional(1, "source_id", "SOURCE ID", Unit.TEXT, InfoModel.Device::sourceId),
                Column.optional(2, "backend", "BACKEND", Unit.TEXT, InfoModel.Device::backend),
                Column.optional(4, "address", "ADDRESS", Unit.TEXT, InfoModel.Device::address),
                Column.optional(3, "events", "EMULATED EVENTS", Unit.COUNT, InfoModel.Device::events),
                Column.optional(5, "join", "NAME MATCH", Unit.TEXT, device -> NameMatch.word(device.join())));
    }

    /** The recorder counts by thread; its object has the numbers, the thread table the names. */
    private static List<InfoModel.Thread> threads(TraceManifest manifest) {
        Map<Object, Map<?, ?>> counted = new HashMap<>();
        if (manifest.recording().account().get("threads") instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> fields) {
                    counted.put(fields.get("thread"), fields);
                }
            }
        }
        return manifest.threads().stream()
                .map(thread -> {
                    Map<?, ?> counts = counted.getOrDefault((long) thread.thread(), Map.of());
                    return new InfoModel.Thread(
                            thread.thread(),
                            thread.tid() == 0 ? null : Long.valueOf(thread.tid()),
                            thread.role(),
                            counts.get("recorded") instanceof Long recorded ? recorded : null,
                            counts.get("dropped") instanceof Long dropped ? dropped : null);
                })
                .toList();
    }

    private static List<Column<InfoModel.Thread>> threadColumns(List<InfoModel.Thread> threads) {
        List<Column<InfoModel.Thread>> columns = new ArrayList<>(List.of(
                Column.of("thread", "THREAD", Unit.NUMBER, InfoModel.Thread::thread),
                Column.of("tid", "TID", Unit.NUMBER, InfoModel.Thread::tid),
                Column.of("role", "NAME", Unit.TEXT, InfoModel.Thread::role)));
        if (threads.stream().anyMatch(thread -> thread.recorded() != null)) {
            columns.add(Column.of("recorded", "RECORDED", Unit.COUNT, InfoModel.Thread::recorded));
            columns.add(Column.of("dropped", "DROPPED", Unit.COUNT, InfoModel.Thread::dropped));
        }
        return columns;
    }

    private static List<Column<SegmentInfo>> segmentColumns() {
        return List.of(
                Column.of("file", "FILE", Unit.TEXT, SegmentInfo::file),
                Column.of("rows", "EVENTS", Unit.COUNT, SegmentInfo::rows),
                Column.optional(2, "batches", "BATCHES", Unit.COUNT, SegmentInfo::batches),
                Column.of("bytes", "SIZE", Unit.BYTES, SegmentInfo::bytes),
                Column.optional(1, "first_ns", "FIRST", Unit.TIME, SegmentInfo::firstNs),
                Column.optional(1, "last_ns", "LAST", Unit.TIME, SegmentInfo::lastNs));
    }
}
