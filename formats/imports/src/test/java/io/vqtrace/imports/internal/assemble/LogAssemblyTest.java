package io.vqtrace.imports.internal.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.imports.Seeds;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogAssemblyTest {
    /** Runs a random guest and keeps the books itself. */
    private static final class Guest {
        final StringBuilder log = new StringBuilder();
        final Map<String, Long> live = new HashMap<>();
        final List<String> ends = new ArrayList<>();
        final int[] inFlight;
        final List<Integer> inFlightAtPop = new ArrayList<>();
        long micros = 1_000_000;
        int pops;
        int strayFills;

        Guest(Random random, int steps) {
            int queues = 1 + random.nextInt(4);
            inFlight = new int[queues];
            for (int i = 0; i < steps; i++) {
                micros += random.nextInt(20);
                int queue = random.nextInt(queues);
                String element = "0x" + Integer.toHexString(0x100 + random.nextInt(6));
                String key = queue + " " + element;
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> pop(queue, element, key);
                    case 3, 4, 5 -> fill(queue, element, key);
                    case 6 -> line("virtio_queue_notify vdev 0xd0 n " + queue + " vq " + address(queue));
                    default -> line("virtio_notify vdev 0xd0 vq " + address(queue));
                }
            }
        }

        static String address(int queue) {
            return "0x" + Integer.toHexString(0x7000_0010 + 0x98 * queue);
        }

        void pop(int queue, String element, String key) {
            line("virtqueue_pop vq " + address(queue) + " elem " + element + " in_num 1 out_num 1");
            pops++;
            Long before = live.put(key, micros);
            if (before == null) {
                inFlight[queue]++;
            } else {
                ends.add("returned " + (micros - before) * 1000);
            }
            inFlightAtPop.add(inFlight[queue]);
        }

        void fill(int queue, String element, String key) {
            line("virtqueue_fill vq " + address(queue) + " elem " + element + " len 1 idx 0");
            Long before = live.remove(key);
            if (before == null) {
                strayFills++;
            } else {
                inFlight[queue]--;
                ends.add("used " + (micros - before) * 1000);
            }
        }

        void line(String event) {
            log.append("7@").append(micros / 1_000_000).append('.');
            log.append(String.format("%06d", micros % 1_000_000))
                    .append(':')
                    .append(event)
                    .append('\n');
        }
    }

    @Test
    void everyPopEndsExactlyOnce() {
        Seeds.each(200, random -> {
            Guest guest = new Guest(random, 300);
            AssembledLog log = new AssembledLog(guest.log.toString());
            List<String> ends = log.rows.stream()
                    .filter(row -> row.kind() == EventKind.USED)
                    .map(row -> (row.returned() ? "returned " : "used ") + row.since())
                    .toList();
            assertEquals(guest.ends, ends);
            assertEquals(guest.live.size(), log.count(EventKind.OPEN));
            assertEquals(guest.pops, ends.size() + log.count(EventKind.OPEN));
            assertEquals(guest.strayFills, log.assembly.counts().fillsWithoutPop);
            List<Integer> depths = new ArrayList<>(log.rows.stream()
                    .filter(row -> row.kind() == EventKind.USED || row.kind() == EventKind.OPEN)
                    .map(AssembledLog.Row::inFlight)
                    .toList());
            guest.inFlightAtPop.forEach(depth -> assertTrue(depths.remove(depth), "in flight " + depth));
        });
    }

    @Test
    void resultsDoNotDependOnWhereBlocksAreCut() {
        Seeds.each(3, random -> {
            String text =
                    "guest console\n" + new Guest(random, 60).log + "virtio_set_status vdev 0xd0 val 15\n\n0x00: 12";
            List<String> whole = new AssembledLog(1 << 16, 1, text).fingerprint();
            for (int size = 100; size <= text.length() + 1; size += 1 + size / 60) {
                assertEquals(whole, new AssembledLog(size, 1 + size % 3, text).fingerprint(), "blocks of " + size);
            }
        });
    }

    @Test
    void filesOfOneRunAreMergedByTimeInTheOrderOfEachFile() {
        Seeds.each(100, random -> {
            String[] lines = new Guest(random, 120).log.toString().split("(?<=\n)");
            int files = 2 + random.nextInt(3);
            StringBuilder[] parts = new StringBuilder[files];
            for (int i = 0; i < files; i++) {
                parts[i] = new StringBuilder();
            }
            // Lines of one microsecond stay together: between files nothing tells their order.
            int part = 0;
            String before = "";
            for (String line : lines) {
                String time = line.substring(0, line.indexOf(':'));
                part = time.equals(before) ? part : random.nextInt(files);
                before = time;
                parts[part].append(line);
            }
            String[] inputs = new String[files];
            for (int i = 0; i < files; i++) {
                inputs[i] = parts[i].toString();
            }
            List<String> merged = new AssembledLog(128 + random.nextInt(500), 2, inputs).fingerprint();
            assertEquals(new AssembledLog(String.join("", lines)).fingerprint(), merged);
        });
    }

    @Test
    void filesWithoutTimesAreReadInOrder() {
        AssembledLog log = new AssembledLog(
                "virtqueue_pop vq 0x10 elem 0x1 in_num 1 out_num 1\n",
                "\nvirtqueue_fill vq 0x10 elem 0x1 len 1 idx 0\n",
                "virtqueue_pop vq 0x10 elem 0x1 in_num 1 out_num 1\n");
        assertEquals(
                List.of(EventKind.USED, EventKind.OPEN),
                log.rows.stream().map(AssembledLog.Row::kind).toList());
        assertEquals(3, log.rows.get(0).ts(), "the ordinal of the line over all files");
        assertNull(log.rows.get(0).since());
        assertEquals(
                io.vqtrace.imports.internal.scan.Record.NO_THREAD,
                log.rows.get(0).tid());
    }

    @Test
    void aStepBackInTimeIsCountedAndNoDurationIsNegative() {
        AssembledLog log = new AssembledLog("""
                7@10.000100:virtqueue_pop vq 0x10 elem 0x1 in_num 1 out_num 1
                8@10.000060:virtqueue_fill vq 0x10 elem 0x1 len 1 idx 0
                8@10.000060:thread_pool_submit pool 0x1 req 0x2 opaque 0x3
                7@10.000050:thread_pool_submit pool 0x1 req 0x2 opaque 0x3
                """);
        assertEquals(0L, log.rows.get(0).since());
        assertEquals(1, log.assembly.counts().clampedDurations);
        assertEquals(2, log.assembly.counts().timeStepsBack);
    }

    @Test
    void aResetDoesNotEndRequests() {
        AssembledLog log = new AssembledLog("""
                7@10.000001:virtio_queue_notify vdev 0xd0 n 0 vq 0x10
                7@10.000002:virtqueue_pop vq 0x10 elem 0x1 in_num 1 out_num 1
                7@10.000003:virtqueue_pop vq 0x10 elem 0x2 in_num 1 out_num 1
                7@10.000004:virtio_set_status vdev 0xd0 val 0
                7@10.000005:virtqueue_fill vq 0x10 elem 0x1 len 1 idx 0
                7@10.000006:virtqueue_flush vq 0x10 count 1
                """);
        assertEquals(1, log.count(EventKind.USED));
        assertEquals(1, log.count(EventKind.OPEN));
        AssembledLog.Row open = log.rows.get(log.rows.size() - 1);
        assertEquals(3000L, open.since(), "open until the last line");
        QueueState queue = log.queues.queues().get(0);
        assertEquals(1, queue.configurations.size(), "a late fill starts no configuration");
        assertEquals(RingLayout.SPLIT, queue.configurations.get(0).ring(true, RingLayout.UNKNOWN));
    }

    @Test
    void blockRequestsCarryOperationSectorAndStatus() {
        AssembledLog log = new AssembledLog("""
                7@10.000001:virtqueue_pop vq 0x10 elem 0x1 in_num 1 out_num 2
                7@10.000002:virtio_blk_handle_write vdev 0xd0 req 0x1 sector 64 nsectors 8
                7@10.000003:virtio_blk_req_complete vdev 0xd0 req 0x1 status 1
                7@10.000004:virtqueue_fill vq 0x10 elem 0x1 len 1 idx 0
                """);
        int flags = log.rows.get(0).flags();
        int expected = Observed.SINCE_NS
                | Observed.VALUE
                | Observed.OUT_BYTES
                | Observed.USED_BYTES
                | Observed.COUNT
                | Observed.THREAD
                | Observed.IN_FLIGHT
                | Observed.OP
                | Observed.STATUS;
        assertEquals(expected, flags);
        assertEquals(0xd0, log.rows.get(0).queue().device.pointer(), "the request tells the queue's device");
    }

    @Test
    void detailsGoToTheRequestThatWasTakenLast() {
        AssembledLog log = new AssembledLog("""
                7@10.000001:virtio_queue_notify vdev 0xd0 n 0 vq 0x10
                7@10.000002:virtio_queue_notify vdev 0xd0 n 1 vq 0xa8
                7@10.000003:virtqueue_pop vq 0x10 elem 0x1 in_num 1 out_num 1
                7@10.000004:virtqueue_pop vq 0xa8 elem 0x1 in_num 1 out_num 1
                7@10.000005:virtqueue_pop vq 0x10 elem 0x1 in_num 1 out_num 1
                7@10.000006:virtio_blk_handle_read vdev 0xd0 req 0x1 sector 8 nsectors 1
                7@10.000007:virtqueue_fill vq 0x10 elem 0x1 len 1 idx 0
                7@10.000008:virtqueue_fill vq 0xa8 elem 0x1 len 1 idx 0
                """);
        List<AssembledLog.Row> used = log.rows.stream()
                .filter(row -> (row.flags() & Observed.USED_BYTES) != 0)
                .toList();
        assertEquals(2, used.size());
        assertTrue((used.get(0).flags() & Observed.OP) != 0, "the element was taken last on the first queue");
        assertEquals(0, used.get(1).flags() & Observed.OP);
    }
}
