package io.vqtrace.analyzer.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
    private static final String COMMAND = "qemu-system-x86_64 -nodefaults -device e1000";
    private static final String LOG = "12@1700000000.000001:virtio_set_status vdev 0x1 val 1\n";
    private static final String XML = "<domain><name>x</name></domain>";

    @TempDir
    private Path folder;

    private final List<String> problems = new ArrayList<>();

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> found(Path... inputs) {
        return Discovery.of(List.of(inputs), problems::add).stream()
                .map(workload -> workload.name() + " "
                        + workload.sources().stream()
                                .map(WorkloadInput.Source::kind)
                                .toList())
                .toList();
    }

    @Test
    void aFolderWithACaptureIsOneWorkload() throws IOException {
        file("fleet/web/trace.log", LOG);
        file("fleet/web/command.txt", COMMAND);
        file("fleet/web/qmp/query-pci.json", "[]");
        file("fleet/web/guest-console.txt", "Linux version 6.1\nvirtio_blk virtio0: [vda] 1 blocks\n");
        file("fleet/web/oracle.json", "{}");
        file("fleet/db/vm.xml", XML);
        assertEquals(List.of("db [DOMAIN_XML]", "web [COMMAND_LINE, MONITOR, LOG]"), found(folder.resolve("fleet")));
        assertEquals(List.of(), problems);
    }

    @Test
    void filesOfOneNameAreOneWorkload() throws IOException {
        file("a.xml", XML);
        file("a.log", LOG);
        file("b.xml", XML);
        file("b.cmdline", COMMAND);
        file("README.md", COMMAND);
        assertEquals(List.of("a [LOG, DOMAIN_XML]", "b [COMMAND_LINE, DOMAIN_XML]"), found(folder));
    }

    @Test
    void differentMachinesInAFolderStaySo() throws IOException {
        file("a.xml", XML);
        file("b.cmdline", COMMAND);
        assertEquals(List.of("a [DOMAIN_XML]", "b [COMMAND_LINE]"), found(folder));
    }

    @Test
    void aFolderOfAnswersHasTheNameOfTheOneAroundIt() throws IOException {
        file("vm7/qmp/query-pci.json", "[]");
        assertEquals(List.of("vm7 [MONITOR]"), found(folder.resolve("vm7/qmp")));
    }

    @Test
    void whatHoldsNothingIsAProblem() throws IOException {
        file("empty/notes.txt", "nothing");
        assertEquals(List.of(), found(folder.resolve("empty"), folder.resolve("missing")));
        assertEquals(2, problems.size());
        assertTrue(problems.get(0).contains("nothing in this folder is a trace"), problems.toString());
        assertTrue(problems.get(1).endsWith("missing: no such file"), problems.toString());
    }
}
