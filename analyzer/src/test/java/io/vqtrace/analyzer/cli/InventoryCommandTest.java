package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.inventory.InventoryAnalysis;
import io.vqtrace.analyzer.inventory.InventoryOptions;
import io.vqtrace.analyzer.inventory.Workload;
import io.vqtrace.analyzer.render.Format;
import io.vqtrace.analyzer.render.Terminal;
import io.vqtrace.imports.machine.MachineReader;
import io.vqtrace.imports.machine.MachineSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The inventory of captured, recorded and described machines, as people and programs read it. */
class InventoryCommandTest {
    private static final Path SAMPLES = Path.of("../sample-traces");
    private static final Path RESOURCES = Path.of("src/test/resources/io/vqtrace/analyzer/cli");
    private static final String COMMAND = """
            qemu-system-x86_64 -nodefaults -name guest=old-web \\
              -netdev tap,id=a -device e1000,id=nic0,netdev=a,mac=52:54:00:00:00:01 \\
              -drive if=none,id=d,file=x.img -device ide-hd,id=hd0,drive=d -cdrom y.iso -device i6300esb,id=wd
            """;
    private static final String XML = """
            <domain type='kvm'><name>new-db</name><os><type arch='x86_64'>hvm</type></os><devices>
              <interface type='vhostuser'><model type='virtio'/></interface>
              <interface type='hostdev'><source><address type='pci' bus='1' slot='0' function='0'/></source></interface>
              <controller type='scsi' model='virtio-scsi'/>
              <disk type='file' device='disk'><target dev='sda' bus='scsi'/></disk>
              <memballoon model='virtio'/>
            </devices></domain>""";
    private static final String EVIL = "a\u001b[31mb\u202e|<i>`*\u0007";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Object... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "inventory";
        for (int i = 0; i < arguments.length; i++) {
            all[i + 1] = arguments[i].toString();
        }
        return new Cli(Console.of(out, err)).run(all);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void assertGolden(String file, String text) throws IOException {
        Path golden = RESOURCES.resolve(file);
        if (Boolean.getBoolean("vqtrace.rebaseline")) {
            Files.writeString(golden, text);
        }
        assertEquals(Files.readString(golden), text);
    }

    @Test
    void capturesAndRecordingsTogether() throws IOException {
        assertEquals(
                0,
                run(
                        SAMPLES.resolve("ide"),
                        SAMPLES.resolve("sat-ring8"),
                        SAMPLES.resolve("recorder-healthy.vqtrace.zip"),
                        SAMPLES.resolve("recorder-saturated-coalescing.vqtrace.zip")));
        assertGolden("inventory-samples.txt", out());
        assertEquals("", err());
    }

    @Test
    void descriptionsForAProgram() throws Exception {
        assertEquals(0, run(file("b.txt", COMMAND), file("a.xml", XML), "--format", "json"));
        assertGolden("inventory-machines.json", out().replace(folder.toString(), "."));
    }

    @Test
    void descriptionsOnANarrowTerminal() throws Exception {
        Path xml = file("a.xml", XML);
        Path command = file("b.txt", COMMAND);
        List<Workload> workloads = List.of(
                new Workload("new-db", List.of("a"), MachineReader.read(xml, MachineSource.DOMAIN_XML), null),
                new Workload("old-web", List.of("b"), MachineReader.read(command, MachineSource.COMMAND_LINE), null));
        StringWriter text = new StringWriter();
        Format.TABLE.print(
                InventoryView.of(new InventoryAnalysis(InventoryOptions.DEFAULT, false, List.of()).run(workloads)),
                new Terminal(80, false, true),
                text);
        assertGolden("inventory-machines-80.txt", text.toString());
        assertTrue(text.toString().lines().allMatch(line -> line.length() <= 80), text.toString());
    }

    @Test
    void emulatedDevicesCanBeFindings() throws Exception {
        assertEquals(3, run(file("b.txt", COMMAND), "--fail-on", "emulated"));
        assertEquals(0, run(file("a.xml", XML), "--fail-on", "emulated"));
        assertEquals(2, run(file("a.xml", XML), "--fail-on", "everything"));
    }

    @Test
    void oneBadInputIsNamedAndTheOthersAreShown() throws Exception {
        Path bad = file("bad.xml", "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><domain>&x;</domain>");
        Path bomb = file("bomb.json", "[".repeat(100_000));
        assertEquals(4, run(bad, file("b.txt", COMMAND), bomb, folder.resolve("missing"), "--format", "csv"));
        assertEquals(5, out().lines().count(), out());
        assertEquals(3, err().lines().count(), err());
        assertTrue(err().contains("bad.xml: it has a document type (DOCTYPE)"), err());
        assertTrue(err().contains("bomb.json: it is not usable JSON"), err());
        assertTrue(err().contains("missing: no such file"), err());
    }

    @Test
    void withoutAnyGoodInputNothingIsPrinted() throws Exception {
        assertEquals(4, run(file("x.log", "no event\n")));
        assertEquals("", out());
        assertTrue(err().contains("x.log: no QEMU trace event"), err());
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void hiddenCharactersInNamesAreShown(Format format) throws Exception {
        Path command = file("b.txt", "qemu-kvm -nodefaults -name '" + EVIL + "' -device 'e1000,id=" + EVIL + "'\n");
        assertEquals(0, run(command, "--format", format));
        assertTrue(out().contains("⟨U+001B⟩"), out());
        assertTrue(out().contains("⟨U+202E⟩"), out());
        assertFalse(out().chars().anyMatch(c -> c < ' ' && c != '\n' || c == 0x202e), out());
        assertEquals(format == Format.MARKDOWN, out().contains("&lt;i>"), out());
        assertEquals("", err());
    }

    @Test
    void formulasInNamesAreNoneInCsv() throws Exception {
        assertEquals(0, run(file("b.txt", "qemu-kvm -name '=1+1' -nodefaults -device e1000,id=@x"), "--format", "csv"));
        assertTrue(out().contains("\n'=1+1,'@x,'@x,nic,"), out());
    }

    @Test
    void oneMachineInTwoInputsIsOneWorkload() throws Exception {
        Path xml = file(
                "a.xml",
                "<domain><name>vm</name><uuid>AA-1</uuid><devices><interface type='bridge'>"
                        + "<mac address='52:54:00:00:00:01'/><model type='e1000'/></interface></devices></domain>");
        Path command = file(
                "b.txt",
                "qemu-kvm -name vm -uuid aa-1 -nodefaults -netdev tap,id=t -device e1000,netdev=t,mac=52:54:00:00:00:01");
        assertEquals(0, run(xml, command, "--format", "csv"));
        assertEquals(2, out().lines().count(), out());
    }
}
