package io.vqtrace.backend.queue;

import io.vqtrace.backend.TestDoorbell;
import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.ring.DeviceRing;
import io.vqtrace.backend.ring.RingSetup;
import io.vqtrace.recorder.CountingProbe;
import io.vqtrace.trace.FaultReason;
import java.util.ArrayList;
import java.util.List;

/** A queue without a thread, its time the test's. */
final class TestQueue implements QueueOwner {
    final CountingProbe probe = new CountingProbe();
    final TestDoorbell call = new TestDoorbell();
    final List<FaultReason> broken = new ArrayList<>();
    final VirtQueue queue;
    long now = 1_000_000;
    int deadlines;

    TestQueue() {
        queue = new VirtQueue(0, probe, true, () -> now, this);
        queue.lock().lock();
        queue.enable(true);
    }

    void start(GuestMemory memory, RingSetup setup) {
        queue.start(DeviceRing.of(memory, setup), memory, call, null);
    }

    /** Returns how many chains were refused, by what was recorded. */
    int refused() {
        return probe.faults.size() - broken.size();
    }

    @Override
    public void broken(int index, FaultReason reason) {
        broken.add(reason);
    }

    @Override
    public void deadlineSet(int index) {
        deadlines++;
    }
}
