package io.vqtrace.analyzer.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A guest with a known number of requests is booted in a real QEMU, and the built command reports on its log. */
class RealQemuIT {
    private static final BootSector PROGRAM = new BootSector(40, 8);
    private static final String[] VIRTIO_BLK = {"-device", "virtio-blk-pci,drive=d0,bootindex=0"};
    private static final String[] LEGACY_BLK = {"-device", "virtio-blk-pci,drive=d0,bootindex=0,disable-modern=on"};
    private static final String[] VIRTIO_SCSI = {
        "-device", "virtio-scsi-pci,id=scsi0", "-device", "scsi-hd,drive=d0,bus=scsi0.0,bootindex=0"
    };

    @TempDir
    Path directory;

    @BeforeAll
    static void needsQemu() {
        QemuGuest.assumeInstalled();
    }

    static Stream<Arguments> devices() {
        return Stream.of(VIRTIO_BLK, LEGACY_BLK, VIRTIO_SCSI).map(device -> Arguments.of((Object) device));
    }

    @ParameterizedTest
    @MethodSource("devices")
    void countsAgreeWithTheLog(String[] device) throws Exception {
        Path log = boot(device, true);

        LogCounts expected = LogCounts.of(log);
        assertTrue(expected.pops() > PROGRAM.reads(), expected::toString);
        JsonNode report = report(log);
        assertEquals(expected, counts(report));
        assertEquals(1, report.get("devices").size());
        JsonNode latency = busiestQueue(report).get("latency_ns");
        assertTrue(latency.get("p50").asLong() > 0, latency::toString);
        assertTrue(latency.get("max").asLong() >= latency.get("p99").asLong(), latency::toString);
    }

    @Test
    void withoutTimesCountsAgreeAndLatencyIsUnknown() throws Exception {
        Path log = boot(VIRTIO_BLK, false);

        JsonNode report = report(log);

        assertEquals(LogCounts.of(log), counts(report));
        assertTrue(busiestQueue(report).get("latency_ns").isNull());
        assertTrue(report.at("/trace/start_ns").isNull());
    }

    @Test
    void requestsAreTheOnesThatTheProgramMade() throws Exception {
        Path log = boot(VIRTIO_BLK, true);
        assertEquals("virtio-blk", report(log).at("/devices/0/type").asString());
        VqtraceProcess.run(directory, "import", log.toString(), "-o", "guest.vqtrace");

        String csv = VqtraceProcess.run(
                directory,
                "sql",
                "guest.vqtrace",
                "select op, argument, out_bytes, in_bytes, status, service_ns > 0 from requests order by ts_pop",
                "--format",
                "csv");

        int bytes = PROGRAM.sectorsPerAccess() * 512;
        List<String> expected = new ArrayList<>();
        expected.add("read,0,,512,0,true");
        for (int i = 0; i < PROGRAM.reads(); i++) {
            expected.add("read," + PROGRAM.sector(i) + ",," + bytes + ",0,true");
        }
        expected.add("write," + PROGRAM.sector(PROGRAM.reads()) + "," + bytes + ",,0,true");
        assertEquals(expected, csv.lines().skip(1).toList());
    }

    private Path boot(String[] device, boolean timestamps) throws Exception {
        List<String> options = new ArrayList<>(List.of(device));
        options.addAll(List.of("-msg", "timestamp=" + (timestamps ? "on" : "off")));
        return new QemuGuest(directory).run(PROGRAM, options);
    }

    private JsonNode report(Path log) throws Exception {
        return new JsonMapper().readTree(VqtraceProcess.run(directory, "report", log.toString(), "--format", "json"));
    }

    private static LogCounts counts(JsonNode report) {
        JsonNode queues = report.get("queues");
        long requests = sum(queues, "requests");
        return new LogCounts(
                requests, requests - sum(queues, "incomplete"), sum(queues, "kicks"), sum(queues, "interrupts"));
    }

    /** Sum over the queues; a count that this log cannot show is null and adds nothing. */
    private static long sum(JsonNode queues, String field) {
        long sum = 0;
        for (JsonNode queue : queues) {
            sum += queue.get(field).asLong(0);
        }
        return sum;
    }

    private static JsonNode busiestQueue(JsonNode report) {
        JsonNode busiest = null;
        for (JsonNode queue : report.get("queues")) {
            if (busiest == null
                    || queue.get("requests").asLong() > busiest.get("requests").asLong()) {
                busiest = queue;
            }
        }
        assertFalse(busiest == null, report::toString);
        return busiest;
    }
}
