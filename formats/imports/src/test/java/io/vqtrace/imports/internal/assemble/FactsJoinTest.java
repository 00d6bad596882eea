package io.vqtrace.imports.internal.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.imports.ImportedTrace;
import io.vqtrace.imports.QemuLogImport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsJoinTest {
    private static final String[] ANSWERS = {
        "hmp.info_qtree.txt",
        "query-cpus-fast.json",
        "query-iothreads.json",
        "query-pci.json",
        "x-query-virtio-queue-status.json",
        "x-query-virtio-status.json",
        "x-query-virtio.json"
    };

    @TempDir
    private Path folder;

    private Path facts;
    private String log;
    private int traces;

    @BeforeEach
    void copySample() throws IOException {
        facts = Files.createDirectory(folder.resolve("facts"));
        for (String answer : ANSWERS) {
            Files.write(facts.resolve(answer), resource("facts/" + answer));
        }
        log = new String(resource("trace.log"));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = FactsJoinTest.class.getResourceAsStream("/io/vqtrace/imports/mixed/" + name)) {
            return in.readAllBytes();
        }
    }

    private ImportedTrace imported(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("log" + traces), text);
        Path trace = folder.resolve("trace" + traces++);
        QemuLogImport.builder().inputs(List.of(file)).facts(facts).build().importTo(trace);
        return ImportedTrace.read(trace);
    }

    /** Name and join by pointer. */
    private static Map<String, String> names(ImportedTrace trace) {
        Map<String, String> names = new TreeMap<>();
        trace.devices()
                .forEach(row -> names.put((String) row.get("source_id"), row.get("name") + " " + row.get("join")));
        return names;
    }

    private static final Map<String, String> CERTAIN = Map.of(
            "0x55eec5cc9600", "blk0 certain",
            "0x55eec5dc2300", "blk1 certain",
            "0x55eec5eb1a60", "net0 certain",
            "0x55eec5fa8e20", "rng0 certain");

    @Test
    void probeOrderAndTypesAgree() throws Exception {
        ImportedTrace trace = imported(log);
        assertEquals(CERTAIN, names(trace));
        Map<String, Object> blk = trace.devices().stream()
                .filter(row -> "blk0".equals(row.get("name")))
                .findFirst()
                .orElseThrow();
        assertEquals("virtio-blk", blk.get("type"));
        assertEquals("pci", blk.get("transport"));
        assertEquals("00:01.0", blk.get("address"));
        assertEquals("virtio-blk-pci", blk.get("model"));
        Map<String, Object> requestQueue = trace.queues().stream()
                .filter(row -> row.get("device").equals(blk.get("device"))
                        && row.get("queue").equals(0))
                .findFirst()
                .orElseThrow();
        assertEquals(256, requestQueue.get("size"));
        assertEquals("requestq1", requestQueue.get("role"));
        assertEquals(
                List.of("accepted", "offered", "queue_setup", "queue_setup", "status"),
                trace.negotiation().stream()
                        .filter(row -> "facts".equals(row.get("source"))
                                && row.get("device").equals(blk.get("device")))
                        .map(row -> row.get("step").toString().replace("features_", ""))
                        .sorted()
                        .toList());
        assertEquals("main", trace.json().get("threads").get(0).get("role").stringValue());
        assertEquals("vcpu 0", trace.json().get("threads").get(1).get("role").stringValue());
        assertTrue(Files.exists(folder.resolve("trace0/facts/query-pci.json")));
    }

    @Test
    void theProbeAloneIsEnough() throws Exception {
        Files.delete(facts.resolve("x-query-virtio.json"));
        assertEquals(CERTAIN, names(imported(log)));
    }

    @Test
    void theOrderAloneIsUncertain() throws Exception {
        Map<String, String> names = names(imported(log.replaceAll("(?m)^.*pci_cfg_write.*\n", "")));
        assertEquals("rng0 certain", names.get("0x55eec5fa8e20").replaceFirst("uncertain: .*", "certain"));
        assertTrue(names.get("0x55eec5cc9600").startsWith("blk0 uncertain: matched by the order of resets only"));
    }

    /** As on virtio-mmio (QEMU 7.2, microvm): the machine resets its devices in the opposite order. */
    @Test
    void theOppositeOrderHoldsWhereOnlyThatFitsTheTypes() throws Exception {
        Path answer = facts.resolve("x-query-virtio.json");
        String reversed = Files.readString(answer).replace("\n", " ");
        String[] entries = reversed.substring(
                        reversed.indexOf('{', reversed.indexOf('[')),
                        reversed.lastIndexOf('}', reversed.lastIndexOf(']')) + 1)
                .split("(?<=\\}),\\s*(?=\\{)");
        StringBuilder text = new StringBuilder();
        for (String entry : entries) {
            text.insert(0, (text.isEmpty() ? "" : ", ")).insert(0, entry);
        }
        Files.writeString(answer, "[" + text + "]");
        Map<String, String> names = names(imported(log.replaceAll("(?m)^.*pci_cfg_write.*\n", "")));
        assertTrue(names.get("0x55eec5cc9600").startsWith("blk0 uncertain: matched by the order"), names::toString);
        assertTrue(names.get("0x55eec5dc2300").startsWith("blk1 uncertain: matched by the order"), names::toString);
    }

    @Test
    void contradictionsAreUncertain() throws Exception {
        // The log was started after the first resets, in another order.
        String late = log.lines().skip(4).map(line -> line + "\n").reduce("", String::concat);
        Map<String, String> names = names(imported(late));
        assertTrue(names.get("0x55eec5cc9600").matches("blk0 uncertain: .*"), names::toString);
    }

    @Test
    void withoutAnyCircumstanceThereIsNoName() throws Exception {
        String traffic = log.replaceAll("(?m)^.*(pci_cfg_write|virtio_set_status|virtio_blk_).*\n", "");
        names(imported(traffic)).forEach((pointer, name) -> assertTrue(name.startsWith("null uncertain: "), name));
    }

    @Test
    void aSingleDeviceOfItsTypeIsCertain() throws Exception {
        String onlyDevice = log.lines()
                .filter(line -> line.contains("0x55eec5cc9600") || line.contains("0x7f62c44660"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
        Files.writeString(
                facts.resolve("x-query-virtio.json"),
                "[{\"name\": \"virtio-blk\", \"path\": \"/machine/peripheral/disk/virtio-backend\"}]");
        for (String answer : List.of("x-query-virtio-status.json", "x-query-virtio-queue-status.json")) {
            Files.delete(facts.resolve(answer));
        }
        ImportedTrace trace = imported(onlyDevice);
        assertEquals("disk certain", names(trace).get("0x55eec5cc9600"));
    }

    @Test
    void threadNamesTellRolesWithoutFacts() {
        assertEquals("vcpu 3", ThreadRoles.ofName("CPU 3/KVM"));
        assertEquals("iothread iot0", ThreadRoles.ofName("IO iot0"));
        assertEquals("main", ThreadRoles.ofName("main"));
        assertEquals(null, ThreadRoles.ofName(null));
    }
}
