package io.vqtrace.imports.internal.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueueConfigurationTest {
    private static QueueConfiguration with(int fills, int flushes) {
        QueueConfiguration configuration = new QueueConfiguration(0);
        for (int i = 0; i < fills; i++) {
            configuration.fill();
        }
        for (int i = 0; i < flushes; i++) {
            configuration.flush();
        }
        return configuration;
    }

    @Test
    void fillsWithoutFlushMeanPackedOnlyIfFlushesAreTraced() {
        assertEquals(RingLayout.PACKED, with(5, 0).ring(true, RingLayout.UNKNOWN));
        assertEquals(RingLayout.UNKNOWN, with(5, 0).ring(false, RingLayout.UNKNOWN));
        assertEquals(RingLayout.SPLIT, with(5, 5).ring(true, RingLayout.UNKNOWN));
        assertEquals(RingLayout.UNKNOWN, with(0, 0).ring(true, RingLayout.UNKNOWN));
    }

    @Test
    void factsDecideWhatTheLogLeavesOpen() {
        assertEquals(RingLayout.PACKED, with(5, 0).ring(false, RingLayout.PACKED));
        assertEquals(RingLayout.SPLIT, with(5, 0).ring(false, RingLayout.SPLIT));
        assertEquals(RingLayout.SPLIT, with(5, 5).ring(true, RingLayout.PACKED), "a flush was seen");
    }

    /** The firmware drives a split ring, the kernel a packed one, on the same queue. */
    @Test
    void eachConfigurationHasItsOwnLayout() {
        AssembledLog log = new AssembledLog("""
                1@1.000001:virtio_queue_notify vdev 0xd0 n 0 vq 0x10
                1@1.000002:virtqueue_pop vq 0x10 elem 0x1 in_num 1 out_num 1
                1@1.000003:virtqueue_fill vq 0x10 elem 0x1 len 1 idx 0
                1@1.000004:virtqueue_flush vq 0x10 count 1
                1@1.000005:virtio_set_status vdev 0xd0 val 0
                1@1.000006:virtio_notify vdev 0xd0 vq 0x10
                1@1.000007:virtio_set_status vdev 0xd0 val 15
                1@1.000008:virtqueue_pop vq 0x10 elem 0x1 in_num 1 out_num 1
                1@1.000009:virtqueue_fill vq 0x10 elem 0x1 len 1 idx 0
                """);
        List<QueueConfiguration> configurations = log.queues.queues().get(0).configurations;
        assertEquals(
                List.of("SPLIT 1000001000", "PACKED 1000008000"),
                configurations.stream()
                        .map(c -> c.ring(true, RingLayout.UNKNOWN) + " " + c.firstTs)
                        .toList());
    }
}
