package io.vqtrace.backend.device.entropy;

import io.vqtrace.backend.device.QueueService;
import io.vqtrace.backend.device.VirtioBackend;
import io.vqtrace.backend.queue.VirtQueue;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.ChainIo;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.virtio.DeviceType;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * A source of entropy (virtio 1.4 section 5.4): fills the driver's buffers from the platform's secure random numbers. With a
 * limit, a buffer that asks for more than is left is answered with less, as the device may.
 */
public final class EntropyBackend implements VirtioBackend {
    /** Bytes given at most for one buffer; the driver asks again. */
    private static final int MAX_ANSWER_BYTES = 1 << 16;

    private final SecureRandom random = new SecureRandom();
    private final ByteBudget budget;
    private final ChainBurst burst = new ChainBurst(ChainBurst.DEFAULT_CAPACITY);

    /**
     * Makes the device.
     *
     * @param bytesPerSecond most that a guest gets, 64 to 2^32; 0 for no limit
     * @throws IllegalArgumentException if it is out of range
     */
    public EntropyBackend(long bytesPerSecond) {
        budget = new ByteBudget(bytesPerSecond);
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
        // The device has no feature of its own.
    }

    @Override
    public int queues() {
        return 1;
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
            queue.use(burst.head(i), fill(queue, i), QueueProbe.UNKNOWN);
            queue.flush();
        }
        return chains;
    }

    private int fill(VirtQueue queue, int chain) {
        // Section 5.4.6.1: the driver must not place device-readable buffers into the queue.
        if (burst.readable(chain) > 0) {
            queue.fault(FaultReason.REQUEST_MALFORMED);
            return 0;
        }
        long wanted = Math.min(Integer.toUnsignedLong(burst.inBytes()[chain]), MAX_ANSWER_BYTES);
        byte[] numbers = new byte[budget.take((int) wanted)];
        random.nextBytes(numbers);
        return ChainIo.write(queue.memory(), burst, chain, 0, ByteBuffer.wrap(numbers), 0, numbers.length);
    }
}
