package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.vqtrace.virtio.DeviceType;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thread allocates nothing by recording, once it has its ring. */
class AllocationTest {
    private static final int CALLS = 1_000_000;

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(CaptureLevel.class)
    void callsAllocateNothing(CaptureLevel level) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (VirtioRecorder recorder = VirtioRecorder.builder(temp.resolve("trace"))
                .level(level)
                .memory(4 << 20)
                .budgetBytes(64 << 20)
                .open()) {
            DeviceProbe device = recorder.device("disk", DeviceType.BLK);
            QueueProbe queue = device.queue(0, 256);
            int[] heads = new int[16];
            call(device, queue, heads, 20_000);
            long thread = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(thread);
            long cost = threads.getThreadAllocatedBytes(thread) - before;
            before = threads.getThreadAllocatedBytes(thread);
            call(device, queue, heads, CALLS / 10);
            assertEquals(0, threads.getThreadAllocatedBytes(thread) - before - cost);
        }
    }

    /** Ten calls or more a round. */
    private static void call(DeviceProbe device, QueueProbe queue, int[] heads, int rounds) {
        for (int i = 0; i < rounds; i++) {
            queue.avail(1, i);
            queue.kick(i);
            queue.pop(i, 2, i, i, 1, i);
            queue.used(i, 0, 0);
            queue.popBurst(heads.length, heads, heads, heads, heads);
            queue.usedBurst(heads.length, heads, heads);
            queue.usedInOrder(i, 2);
            queue.returned(i);
            queue.interruptSuppressed(i & 3);
            queue.interrupt(1);
            queue.drop(1, 1);
            device.status(i);
            device.configRead(0, 4, i);
            device.configChanged(1);
        }
    }
}
