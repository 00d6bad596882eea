package io.vqtrace.backend.device.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Patience;
import io.vqtrace.backend.TestDoorbell;
import io.vqtrace.backend.protocol.ProtocolException;
import io.vqtrace.backend.queue.Moderation;
import io.vqtrace.backend.queue.QueueHost;
import io.vqtrace.backend.queue.QueueOptions;
import io.vqtrace.backend.ring.TestRing;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.testkit.ring.DriverRing;
import io.vqtrace.testkit.ring.RingLayout;
import io.vqtrace.virtio.DeviceType;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A network device run by its host, with a driver in memory. */
final class NetRig implements AutoCloseable {
    static final long FEATURES = NetFeature.VERSION_1
            | NetFeature.MRG_RXBUF
            | NetFeature.CTRL_VQ
            | NetFeature.CTRL_RX
            | NetFeature.MQ
            | NetFeature.NOTF_COAL
            | NetFeature.VQ_NOTF_COAL;

    final GuestMemory guest = new GuestMemory(1 << 20);
    final NetBackend device;
    final QueueHost host;
    final TestRing[] rings;
    final TestDoorbell[] kicks;
    final TestDoorbell[] calls;

    NetRig(NetOptions options, VirtioRecorder recorder, PcapWriter capture) {
        DeviceProbe probe = recorder.device("net0", DeviceType.NET);
        device = new NetBackend(options, probe, capture);
        QueueOptions queues = new QueueOptions(256, true, true, true, false, Duration.ZERO, Moderation.NONE);
        host = new QueueHost(device, "net0", probe, true, queues);
        rings = new TestRing[host.queues()];
        kicks = new TestDoorbell[host.queues()];
        calls = new TestDoorbell[host.queues()];
    }

    void start(boolean packed, int size) throws ProtocolException {
        host.features();
        host.accept(FEATURES & (host.features() | NetFeature.VERSION_1));
        host.memory(TestRing.memory(guest));
        for (int i = 0; i < rings.length; i++) {
            rings[i] = new TestRing(guest, RingLayout.allocate(guest, packed, size, false, false, false));
            kicks[i] = new TestDoorbell();
            calls[i] = new TestDoorbell();
            host.enable(i, true);
            host.start(i, rings[i].setup(), kicks[i], calls[i], null, null);
        }
    }

    /** Publishes a request and notifies the device as a driver does; returns its id. */
    int publish(int queue, Buffers buffers) {
        int id = rings[queue].driver.add(buffers);
        rings[queue].driver.publish();
        if (rings[queue].driver.needsKick()) {
            kicks[queue].ring();
        }
        return id;
    }

    /** Takes the next used chain, which must come. */
    int reap(int queue) {
        DriverRing driver = rings[queue].driver;
        await("a used chain of queue " + queue, driver::hasUsed);
        return driver.pollUsed();
    }

    static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "no " + what + " came");
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        host.reset();
    }
}
