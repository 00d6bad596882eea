package io.vqtrace.analyzer.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.read.TraceFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Virtio 1.4 section 4.1.2.1: ids from 0x1040 on are modern, those below transitional. */
class PciIdentitiesTest {
    @TempDir
    Path folder;

    private int traces;

    private PciIdentities of(String answer) throws Exception {
        Path trace =
                new TestTrace().device(0, "disk0", "virtio-blk").write(folder.resolve("t" + traces++ + ".vqtrace"));
        Path facts = Files.createDirectory(trace.resolve("facts"));
        Files.writeString(facts.resolve("query-pci.json"), answer);
        try (TraceFiles files = TraceFiles.open(trace)) {
            return PciIdentities.of(files);
        }
    }

    private static String device(int slot, int vendor, int id) {
        return "{\"bus\": 0, \"slot\": " + slot + ", \"function\": 0, \"id\": {\"vendor\": " + vendor + ", \"device\": "
                + id + "}}";
    }

    @Test
    void theIdTellsTheInterfaceAlsoBehindABridge() throws Exception {
        PciIdentities identities = of("{\"return\": [{\"bus\": 0, \"devices\": [" + device(1, 0x1af4, 0x1001) + ", "
                + device(2, 0x1af4, 0x1042) + ", " + device(3, 0x8086, 0x1042)
                + ", {\"pci_bridge\": {\"devices\": [" + device(16, 0x1af4, 0x1041) + "]}}]}]}");
        assertEquals("transitional", identities.interfaceKind("00:01.0"));
        assertEquals("modern", identities.interfaceKind("00:02.0"));
        assertNull(identities.interfaceKind("00:03.0"), "another vendor's");
        assertEquals("modern", identities.interfaceKind("00:10.0"));
        assertNull(identities.interfaceKind(null));
    }

    @Test
    void anAnswerThatMakesNoSenseTellsNothing() throws Exception {
        assertNull(of("{\"return\": [").interfaceKind("00:01.0"));
        assertNull(of("{\"return\": {\"id\": 7}}").interfaceKind("00:01.0"));
    }
}
