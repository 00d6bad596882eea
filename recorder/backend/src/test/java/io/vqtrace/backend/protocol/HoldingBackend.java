package io.vqtrace.backend.protocol;

import io.vqtrace.backend.device.QueueService;
import io.vqtrace.backend.device.VirtioBackend;
import io.vqtrace.backend.queue.QueueHost;
import io.vqtrace.backend.queue.QueueOptions;
import io.vqtrace.backend.queue.VirtQueue;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.ChainIo;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** A device that answers a number by its double, and keeps those back that its divisor does not divide. A program. */
final class HoldingBackend implements VirtioBackend {
    private final ChainBurst burst = new ChainBurst(4);
    private final ByteBuffer number = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final int divisor;
    private final int queues;

    HoldingBackend(int divisor, int queues) {
        this.divisor = divisor;
        this.queues = queues;
    }

    public static void main(String[] arguments) throws IOException {
        try (RunningService service =
                RunningService.listen(Path.of(arguments[0]), host(Integer.parseInt(arguments[1])))) {
            System.out.println("listening");
            // Until it is killed.
            System.in.read();
            System.out.println(service.refusals);
        }
    }

    static QueueHost host(int divisor) {
        return host(divisor, 1);
    }

    /** Queues that share a thread, as they share the buffers that requests are read into. */
    static QueueHost host(int divisor, int queues) {
        return new QueueHost(
                new HoldingBackend(divisor, queues),
                "holding",
                VirtioRecorder.disabled().device("holding", DeviceType.RNG),
                false,
                QueueOptions.DEFAULT);
    }

    @Override
    public DeviceType type() {
        return DeviceType.RNG;
    }

    @Override
    public long features() {
        return 0;
    }

    @Override
    public void accept(long features) {
        // It has none.
    }

    @Override
    public int queues() {
        return queues;
    }

    @Override
    public int group(int queue) {
        return 0;
    }

    @Override
    public QueueService service(int queue) {
        return this::serve;
    }

    @Override
    public ByteBuffer config() {
        return ByteBuffer.allocate(0);
    }

    private int serve(VirtQueue queue) {
        int chains = queue.take(burst);
        for (int i = 0; i < chains; i++) {
            ChainIo.read(queue.memory(), burst, i, 0, number, 0, Integer.BYTES);
            if (number.getInt(0) % divisor == 0) {
                number.putInt(0, 2 * number.getInt(0));
                ChainIo.write(queue.memory(), burst, i, 0, number, 0, Integer.BYTES);
                queue.use(burst.head(i), Integer.BYTES, QueueProbe.UNKNOWN);
            }
        }
        queue.flush();
        return chains;
    }
}
