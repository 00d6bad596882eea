package io.vqtrace.imports.internal.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {
    private static final String EVENT = "virtio_set_status vdev 0x55 val 15";

    private static List<String> parse(String line) {
        return new ParsedLines(line + "\n").records();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            11495@1795352240.186431:                                     | 11495 | 1795352240186431000
            1@1.5:                                                       | 1     | 1500000000
            4194304@1795352240.000000:                                   | 4194304 | 1795352240000000000
            '2025-07-10T12:34:56.789012Z '                               | -1 | 1752150896789012000
            '2025-07-10T12:34:56Z '                                      | -1 | 1752150896000000000
            '2025-07-10T12:34:56.7Z '                                    | -1 | 1752150896700000000
            '2025-07-10T14:34:56.789012345+02:00 '                       | -1 | 1752150896789012345
            '2025-07-10T08:04:56.789012-0430 '                           | -1 | 1752150896789012000
            '2024-02-29T23:59:59.000001Z '                               | -1 | 1709251199000001000
            '2025-07-10T12:34:56.789012Z vm1 qemu-system-x86_64(772366:main): '     | 772366 | 1752150896789012000
            '2025-07-10T12:34:56.789012Z fish food qemu-system-x86_64: '            | -1 | 1752150896789012000
            '2025-07-10T12:34:56.789012Z [fish food] qemu-system-x86_64: (77:IO iot0): ' | 77 | 1752150896789012000
            '2025-07-10T12:34:56.789012Z qemu-system-x86_64: (77:CPU 0/KVM): '      | 77 | 1752150896789012000
            '2025-07-10T12:34:56.789012Z (77:main): '                               | 77 | 1752150896789012000
            '2025-07-10T12:34:56.789012Z vm1 '                                      | -1 | 1752150896789012000
            """)
    void readsTimeAndThread(String prefix, long thread, long time) {
        assertEquals(List.of(Record.SET_STATUS + " " + thread + " " + time + " 55 f"), parse(prefix + EVENT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                           | -1
            'qemu-system-x86_64: '                       | -1
            'qemu-system-x86_64: (1144713:main): '       | 1144713
            'qemu-system-x86_64(1144713:main): '         | 1144713
            '[fish food] qemu-system-x86_64: (5:main): ' | 5
            '[fish food] '                               | -1
            'vm1 '                                       | -1
            '(12:worker): '                              | 12
            """)
    void readsPrefixesWithoutTime(String prefix, long thread) {
        assertEquals(List.of(Record.SET_STATUS + " " + thread + " - 55 f"), parse(prefix + EVENT));
    }

    @Test
    void rememberedPrefixesDoNotLeakIntoOtherLines() {
        ParsedLines lines = new ParsedLines("""
                11495@1795352240.186431:virtqueue_flush vq 0x1 count 1
                11495@1795352240.186432:virtqueue_flush vq 0x2 count 1
                11496@1795352240.186433:virtqueue_flush vq 0x3 count 1
                11495@1795352241.000000:virtqueue_flush vq 0x4 count 1
                114950@179535224.186434:virtqueue_flush vq 0x5 count 1
                2025-07-10T12:34:56.000001Z virtqueue_flush vq 0x6 count 1
                2025-07-10T12:34:56.000002Z virtqueue_flush vq 0x7 count 1
                2025-07-10T12:34:57.000003Z virtqueue_flush vq 0x8 count 1
                virtqueue_flush vq 0x9 count 1
                """);
        assertEquals(
                List.of(
                        "3 11495 1795352240186431000 1",
                        "3 11495 1795352240186432000 2",
                        "3 11496 1795352240186433000 3",
                        "3 11495 1795352241000000000 4",
                        "3 114950 179535224186434000 5",
                        "3 -1 1752150896000001000 6",
                        "3 -1 1752150896000002000 7",
                        "3 -1 1752150897000003000 8",
                        "3 -1 - 9"),
                lines.records());
        assertEquals(1, lines.block.stepsBack);
    }

    @Test
    void keepsTheNamesOfThreads() {
        ParsedLines lines = new ParsedLines("""
                qemu-system-x86_64: (7:CPU 0/KVM): virtio_set_status vdev 0x55 val 15
                qemu-system-x86_64(8:IO iot0): virtio_set_status vdev 0x55 val 15
                9@1.000000:virtio_set_status vdev 0x55 val 15
                """);
        assertEquals("CPU 0/KVM", lines.names.threadName(7));
        assertEquals("IO iot0", lines.names.threadName(8));
        assertNull(lines.names.threadName(9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r",
                "0x00: 27 80 a1 00 00 00 00 00 00 00 00 00 00 00 00 00 ",
                "2026-11-22T13:03:47.818029Z qemu-system-x86_64: Unexpected end-of-file before all data were read",
                "2026-11-22T13:03:47.818029Z qemu-system-x86_64: Failed to do virtio_notify vdev things",
                "qemu-system-x86_64: warning: TCG doesn't support requested feature",
                "qemu-system-x86_64: -device virtio-blk-pci: kvm_init failed",
                "qemu-system-x86_64: vhost_set_mem_table failed: Invalid argument (22)",
                "[    1.234567] virtio_blk virtio1: [vda] 262144 512-byte logical blocks",
                "[    0.334567] pci_bus 0000:00: resource 4 [io  0x0000-0x0cf7 window]",
                "virtio_blk virtio1: [vda] 262144 512-byte logical blocks",
                "kvm_intel: VMX not supported",
                "hello_world this is no trace event",
                "Booting from ROM..",
                "virtqueue-pop vq 0x1",
                "login: root",
                "\u00ff\u00fe\u0000\u0001binary"
            })
    void otherTextIsForeign(String line) {
        ParsedLines lines = new ParsedLines(line + "\n");
        assertEquals(1, lines.block.lines);
        assertEquals(1, lines.block.foreignLines, lines.counts.undecoded()::toString);
        assertEquals(0, lines.block.events);
    }
}
