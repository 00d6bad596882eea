package io.vqtrace.imports.internal.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
    private static final String PREFIX = "7@1.000002:";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            virtqueue_pop vq 0x7f359ecb7010 elem 0x55fe992cfac0 in_num 2 out_num 1    | 1 7f359ecb7010 55fe992cfac0 2 1
            virtqueue_fill vq 0x7f359ecb7010 elem 0x55fe992cfac0 len 513 idx 0        | 2 7f359ecb7010 55fe992cfac0 201
            virtqueue_flush vq 0x7f359ecb7010 count 1                                 | 3 7f359ecb7010
            virtio_queue_notify vdev 0x55fe99e4c600 n 63 vq 0x7f359ecb7010            | 4 55fe99e4c600 3f 7f359ecb7010
            virtio_notify vdev 0x558a37707600 vq 0x7ff00524e010                       | 5 558a37707600 7ff00524e010
            virtio_notify_irqfd vdev 0x55fe99e4c600 vq 0x7f359ecb7010                 | 5 55fe99e4c600 7f359ecb7010
            virtio_set_status vdev 0x55fe99e4c600 val 0                               | 6 55fe99e4c600 0
            virtio_blk_handle_read vdev 0x1 req 0x2 sector 18446744073 nsectors 128   | 7 1 2 44b82fa09 80
            virtio_blk_handle_write vdev 0x1 req 0x2 sector 0 nsectors 8              | 8 1 2 0 8
            virtio_blk_req_complete vdev 0x1 req 0x2 status 255                       | 9 1 2 ff
            pci_cfg_write ich9-ahci 00:1f.2 @0x90 <- 0x33333330                       | 11 0 fa
            pci_update_mappings_add virtio-blk-pci 00:01.0 0,0xc000+0x80              | 12 0 8
            vhost_dev_start 0x56167be67850:virtio-user-fs vrings:1                    | 13 56167be67850 0
            virtio_rng_popped rng 0x561653b18600: elem popped                         | 10 561653b18600 1
            balloon_event opaque 0x55b5b19a1600 addr 167772160                        | 10 55b5b19a1600 2
            virtio_blk_rw_complete vdev 0x9 req 0x2 ret 0                             | 10 9 0
            """)
    void decodes(String event, String record) {
        String[] words = record.split(" ", 2);
        String expected = words[0] + " 7 1000002000 " + words[1];
        assertEquals(List.of(expected), new ParsedLines(PREFIX + event + "\n").records());
        assertEquals(List.of(expected), new ParsedLines(PREFIX + event + "\r\n").records(), "CRLF");
        assertEquals(List.of(expected), new ParsedLines(PREFIX + event + " more 0x5\n").records(), "more arguments");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            virtqueue_pop vq (nil) elem 0x5 in_num 2 out_num 1        | 1 0 5 2 1
            virtqueue_pop vq 0x1 elem (nil)                           | 1 1 0 0 0
            virtqueue_pop vq 0x1 elem 0x5                             | 1 1 5 0 0
            virtqueue_pop queue  0x1  element 0x5 in 2 out 3          | 1 1 5 2 3
            virtqueue_fill vq 0x1 elem 0x5                            | 2 1 5 0
            virtqueue_fill vq 0x1 elem 0x5 len 7                      | 2 1 5 7
            virtqueue_fill vq 0xffffffffffffffff elem 0x5 len 4294967295 idx 3 | 2 ffffffffffffffff 5 ffffffff
            virtio_blk_handle_read vdev 0x1 req 0x2 sector 5          | 7 1 2 5 0
            """)
    void toleratesOtherSpellings(String event, String record) {
        String[] words = record.split(" ", 2);
        assertEquals(List.of(words[0] + " 7 1000002000 " + words[1]), new ParsedLines(PREFIX + event + "\n").records());
    }

    @Test
    void tellsWhetherSizesWereThere() {
        ParsedLines lines =
                new ParsedLines("virtqueue_pop vq 0x1 elem 0x5\nvirtqueue_pop vq 0x1 elem 0x5 in_num 0 out_num 0\n");
        assertEquals(0, lines.flags(0) & Record.SIZED);
        assertEquals(Record.SIZED, lines.flags(1) & Record.SIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7@1.000002:virtqueue_pop",
                "7@1.000002:virtqueue_pop ",
                "7@1.000002:virtqueue_pop vq 0x elem 0x5",
                "7@1.000002:virtqueue_pop vq 0x1 elem 0x5z in_num 2 out_num 1",
                "7@1.000002:virtqueue_pop vq 0x11111111111111111 elem 0x5",
                "7@1.000002:virtqueue_fill vq 0x1 el",
                "7@1.000002:virtqueue_fill vq 0x1 elem 0x5 len -",
                "7@1.000002:virtio_queue_notify vdev 0x1 n 65535 vq 0x2",
                "7@1.000002:virtio_queue_notify vdev 0x1 n -1 vq 0x2",
                "7@1.000002:virtio_set_status vdev 0x1 val 256",
                "7@1.000002:virtio_set_status vdev 0x1",
                "7@1.000002:",
                "7@1.000002:Not an event",
                "7@1.00000",
                "7@1.",
                "7@99999999999999999999.000000:virtqueue_flush vq 0x1"
            })
    void countsWhatItCannotParse(String line) {
        ParsedLines lines = new ParsedLines(line + "\n");
        assertEquals(List.of(), lines.records());
        assertEquals(1, lines.block.unparsedLines);
        assertEquals(0, lines.block.events);
    }

    @Test
    void aCutLastLineIsUsedOnlyIfItIsWhole() {
        String line = PREFIX + "virtqueue_fill vq 0x7f359ecb7010 elem 0x55fe992cfac0 len 513 idx 0";
        int whole = line.indexOf(" idx 0") + 2;
        for (int length = 1; length <= line.length(); length++) {
            ParsedLines lines = new ParsedLines(line.substring(0, length));
            boolean used = length >= whole;
            assertEquals(used ? 1 : 0, lines.records().size(), line.substring(0, length));
            assertEquals(1, lines.block.lines);
            assertEquals(0, lines.counts.undecoded().size(), "a cut name is no other event");
        }
    }

    @Test
    void aFlushRightAfterItsFillIsAFlag() {
        ParsedLines lines = new ParsedLines("""
                virtqueue_fill vq 0x1 elem 0x5 len 0 idx 0
                virtqueue_flush vq 0x1 count 1
                virtqueue_fill vq 0x1 elem 0x5 len 0 idx 0
                virtqueue_flush vq 0x2 count 1
                """);
        assertEquals(List.of("2 -1 - 1 5 0", "2 -1 - 1 5 0", "3 -1 - 2"), lines.records());
        assertTrue((lines.flags(0) & Record.FLUSHED) != 0);
        assertFalse((lines.flags(1) & Record.FLUSHED) != 0);
    }

    @Test
    void countsOtherEventsByName() {
        ParsedLines lines = new ParsedLines("""
                7@1.000001:thread_pool_submit pool 0x1 req 0x2 opaque 0x3
                7@1.000001:some_new_event of another QEMU
                7@1.000001:kvm_irqchip_commit_routes\s
                7@1.000001:kvm_irqchip_commit_routes
                7@1.000001:virtio_notify_irqfd_deferred_fn vdev 0x1 vq 0x2
                thread_pool_submit pool 0x1 req 0x2 opaque 0x3
                some_new_event of another QEMU
                """);
        assertEquals(
                Map.of(
                        "thread_pool_submit", 2L,
                        "some_new_event", 1L,
                        "kvm_irqchip_commit_routes", 2L,
                        "virtio_notify_irqfd_deferred_fn", 1L),
                lines.counts.undecoded());
        assertEquals(6, lines.block.events);
        assertEquals(1, lines.block.foreignLines);
    }

    @Test
    void boundsTheNumberOfNames() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < EventNames.LIMIT + 50; i++) {
            text.append("7@1.000001:event_").append(i).append(" x\n");
        }
        ParsedLines lines = new ParsedLines(text.toString());
        assertEquals(EventNames.LIMIT + 50, lines.block.events);
        long sum = lines.counts.undecoded().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertEquals(EventNames.LIMIT + 50, sum);
        assertTrue(lines.counts.undecoded().get(EventCounts.OTHER) >= 50);
        assertTrue(lines.counts.undecoded().size() <= EventNames.LIMIT + 1);
    }

    @Test
    void countsEventsOfEmulatedDevicesByInstance() {
        ParsedLines lines = new ParsedLines("""
                7@1.000001:ahci_irq_lower ahci(0x55cc20758570): lower irq
                7@1.000001:ahci_cmd_done ahci(0x55cc20758570)[0]: cmd done
                7@1.000001:ahci_irq_lower ahci(0x66): lower irq
                7@1.000001:vfio_intx_eoi  (0000:01:00.0) EOI
                7@1.000001:vfio_region_read  (0000:01:00.1:region0+0x10, 4) = 0x0
                7@1.000001:vfio_put_group close group->fd=5
                7@1.000001:pci_nvme_irq_pin pulsing IRQ pin
                7@1.000001:memory_region_ops_read cpu 0 mr 0x5 addr 0x71 value 0x0 size 1 name 'e1000-mmio'
                7@1.000001:memory_region_ops_write cpu 0 mr 0x5 addr 0x71 value 0x0 size 1 name 'rtc'
                """);
        assertEquals(
                Map.of(
                        EmulatedFamily.AHCI, Map.of("0x55cc20758570", 2L, "0x66", 1L),
                        EmulatedFamily.VFIO, Map.of("0000:01:00.0", 1L, "0000:01:00.1", 1L, "", 1L),
                        EmulatedFamily.NVME, Map.of("", 1L),
                        EmulatedFamily.E1000, Map.of("", 1L)),
                lines.counts.emulated());
        assertEquals(Map.of("memory_region_ops", 1L), lines.counts.undecoded());
    }
}
