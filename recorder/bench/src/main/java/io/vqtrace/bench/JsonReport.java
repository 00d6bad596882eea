package io.vqtrace.bench;

import io.vqtrace.bench.cost.Costs;
import io.vqtrace.bench.cost.ProbeCosts;
import io.vqtrace.bench.pause.Pause;
import io.vqtrace.bench.pause.PauseSeries;
import io.vqtrace.bench.peer.PeerKind;
import io.vqtrace.bench.sustained.SustainedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The figures for programs; {@code README.md} says what each key means. */
final class JsonReport {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    static void write(Report report, Path file) throws IOException {
        Files.writeString(file, MAPPER.writeValueAsString(toJson(report)) + "\n");
    }

    static ObjectNode toJson(Report report) {
        ObjectNode json = MAPPER.createObjectNode();
        if (report.costs() != null) {
            addCosts(json, report.costs());
        }
        if (report.plain() != null) {
            addSustained(json, report);
        }
        if (report.size() != null) {
            json.put("zstd_bytes_per_event", rounded(report.size().zstdRequests()));
            json.put("zstd_full_bytes_per_event", rounded(report.size().zstdFull()));
            json.put("plain_bytes_per_event", rounded(report.size().plainRequests()));
        }
        if (report.pauses() != null) {
            addPause(json, "worst_ns", report, PauseSeries.PROBE);
            addPause(json, "worst_black_box_ns", report, PauseSeries.BLACK_BOX);
            addPause(json, "worst_nano_time_ns", report, PauseSeries.NANO_TIME);
            addPause(json, "worst_jfr_ns", report, PauseSeries.JFR);
            addPause(json, "worst_chronicle_ns", report, PauseSeries.CHRONICLE);
        }
        addMachine(json, report.machine());
        return json;
    }

    private static void addCosts(ObjectNode json, Costs costs) {
        json.put("nano_time_ns", rounded(costs.nanoTime()));
        json.put("probe_enabled_ns", rounded(costs.requests().enabled()));
        json.put("probe_disabled_ns", rounded(costs.disabledOverLoop()));
        json.put("burst_ns", rounded(costs.requests().burst()));
        ObjectNode peers = json.putObject("peers_ns");
        for (PeerKind peer : Report.PEERS) {
            peers.put(peer.label(), rounded(costs.peers().get(peer)));
        }
        json.put("probe_disabled_beside_enabled_ns", rounded(costs.disabledBesideEnabledOverLoop()));
        json.put("jfr_disabled_ns", rounded(costs.peers().get(PeerKind.JFR_DISABLED)));
        json.put("two_threads_ns", rounded(costs.twoThreads()));
        json.put("pop_ns", rounded(costs.pop()));
        json.put("used_ns", rounded(costs.used()));
        json.put("empty_loop_ns", rounded(costs.emptyLoop()));
        addModes(json, "", costs.requests());
        json.put("probe_enabled_full_ns", rounded(costs.full().enabled()));
        json.put("burst_full_ns", rounded(costs.full().burst()));
        addModes(json, "_full", costs.full());
    }

    private static void addModes(ObjectNode json, String level, ProbeCosts costs) {
        json.put("probe_stream" + level + "_ns", rounded(costs.stream()));
        json.put("probe_flight" + level + "_ns", rounded(costs.flight()));
        json.put("burst_stream" + level + "_ns", rounded(costs.burstStream()));
        json.put("burst_flight" + level + "_ns", rounded(costs.burstFlight()));
        json.put("stream_dropped" + level + "_ratio", rounded(costs.droppedRatio()));
    }

    private static void addSustained(ObjectNode json, Report report) {
        SustainedRun plain = report.plain();
        SustainedRun zstd = report.zstd();
        SustainedRun overload = report.overload();
        json.put("alloc_bytes_per_event", rounded(plain.callerBytes()));
        json.put("alloc_drain_bytes_per_event", rounded(plain.drainBytes()));
        json.put("sustained_events_per_s", Math.round(plain.eventsPerSecond()));
        json.put("sustained_zstd_events_per_s", Math.round(zstd.eventsPerSecond()));
        json.put("sustained_zstd_bytes_per_event", rounded(zstd.bytesPerEvent()));
        json.put("dropped", plain.dropped() + zstd.dropped());
        ObjectNode node = json.putObject("overload");
        node.put("wanted_events_per_s", Math.round(overload.wanted()));
        node.put("made", overload.made());
        node.put("offered", overload.offered());
        node.put("recorded", overload.recorded());
        node.put("dropped", overload.dropped());
        node.put("recorded_events_per_s", Math.round(overload.eventsPerSecond()));
        node.put("call_ns", rounded(overload.callNs()));
    }

    private static void addPause(ObjectNode json, String key, Report report, PauseSeries series) {
        Pause pause = report.pauses().get(series);
        json.putObject(key).put("p9999", pause.p9999()).put("max", pause.max());
    }

    private static void addMachine(ObjectNode json, Machine machine) {
        json.put("jdk", machine.jdk());
        json.putObject("machine")
                .put("processor", machine.processor())
                .put("processors", machine.processors())
                .put("os", machine.os())
                .put("disk", machine.disk())
                .put("load", machine.load());
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
