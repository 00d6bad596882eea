package io.vqtrace.imports.internal.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.imports.Seeds;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueTableTest {
    private static final long BASE = 0x7f359ecb7010L;
    private static final long STRIDE = 0x98;

    private final QueueTable table = new QueueTable();

    @Test
    void aKickTellsDeviceAndIndex() {
        QueueState queue = table.queue(0x1234);
        table.prove(queue, 0xd0, 5);
        assertTrue(queue.settled());
        assertEquals(0xd0, queue.device.pointer());
        assertEquals(5, queue.index);
        assertSame(queue.device, table.device(0xd0));
    }

    @Test
    void theIndexFollowsFromTheArrayOfQemu72() {
        for (int n : new int[] {3, 0, 26, 63}) {
            QueueState queue = table.queue(BASE + n * STRIDE);
            table.proveDevice(queue, 0xd0);
        }
        table.prove(table.queue(BASE), 0xd0, 0);
        table.settle();
        assertEquals(3, table.queue(BASE + 3 * STRIDE).index);
        assertEquals(26, table.queue(BASE + 26 * STRIDE).index);
        assertEquals(63, table.queue(BASE + 63 * STRIDE).index);
    }

    @Test
    void anotherBuildsLayoutIsLearned() {
        table.prove(table.queue(0x5000_0040), 0xd0, 0);
        table.prove(table.queue(0x5000_0040 + 3 * 0xb0), 0xd0, 3);
        QueueState silent = table.queue(0x5000_0040 + 2 * 0xb0);
        table.settle();
        assertEquals(2, silent.index);
        assertSame(table.device(0xd0), silent.device);
        assertFalse(silent.indexProven, "it stays a guess");
    }

    @Test
    void elementTrafficAloneIsGroupedByAddress() {
        QueueState first = table.queue(BASE + STRIDE);
        QueueState second = table.queue(BASE);
        QueueState other = table.queue(0x7f0000000010L);
        table.settle();
        assertSame(first.device, second.device);
        assertTrue(first.device != other.device);
        assertFalse(first.device.known());
        assertEquals(1, first.index);
        assertEquals(0, second.index);
        assertFalse(table.anyMoved(), "nothing that was written has to be corrected");
    }

    @Test
    void aGroupGetsItsNameWhenOneOfItsQueuesDoes() {
        QueueState rx = table.queue(BASE);
        QueueState tx = table.queue(BASE + STRIDE);
        table.prove(tx, 0xd0, 1);
        table.settle();
        assertEquals(0xd0, rx.device.pointer());
        assertFalse(table.anyMoved());
    }

    @Test
    void rowsWrittenTooEarlyCanBeCorrected() {
        table.device(0xd0);
        QueueState queue = table.queue(BASE + 2 * STRIDE);
        int device = queue.rowDevice;
        int index = queue.rowQueue;
        assertFalse(queue.settled());
        table.prove(queue, 0xd0, 7);
        assertTrue(queue.settled());
        assertSame(queue, table.resolved(device, index));
        assertTrue(table.anyMoved());
    }

    /** Whatever the order of guesses and proofs: a pair of ids in a row leads to one queue only. */
    @Test
    void pairsOfIdsAreNeverShared() {
        Seeds.each(300, random -> {
            QueueTable queues = new QueueTable();
            long[] devices = {0xd0, 0xd1, 0xd2};
            long stride = random.nextBoolean() ? STRIDE : 0x88 + 8 * random.nextInt(8);
            Set<String> pairs = new HashSet<>();
            java.util.Map<String, QueueState> written = new java.util.HashMap<>();
            for (int step = 0; step < 60; step++) {
                int d = random.nextInt(devices.length);
                int n = random.nextInt(4);
                QueueState queue = queues.queue(BASE + 0x40000L * d + n * stride);
                switch (random.nextInt(5)) {
                    case 0 -> queues.prove(queue, devices[d], n);
                    case 1 -> queues.proveDevice(queue, devices[d]);
                    case 2 -> queues.device(devices[d]);
                    default -> {}
                }
                String pair = queue.rowDevice + "/" + queue.rowQueue;
                QueueState before = written.putIfAbsent(pair, queue);
                assertTrue(before == null || before == queue, "pair " + pair);
                pairs.add(pair);
            }
            queues.settle();
            for (java.util.Map.Entry<String, QueueState> entry : written.entrySet()) {
                String[] pair = entry.getKey().split("/");
                assertSame(entry.getValue(), queues.resolved(Integer.parseInt(pair[0]), Integer.parseInt(pair[1])));
            }
            for (QueueState queue : queues.queues()) {
                if (queue.indexProven) {
                    long array = queue.pointer - BASE;
                    assertEquals(devices[(int) (array / 0x40000)], queue.device.pointer());
                    assertEquals(array % 0x40000 / stride, queue.index);
                }
            }
        });
    }
}
