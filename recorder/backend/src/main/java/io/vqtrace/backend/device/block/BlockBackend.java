package io.vqtrace.backend.device.block;

import io.vqtrace.backend.device.QueueService;
import io.vqtrace.backend.device.VirtioBackend;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.Features;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A disk whose sectors lie in a file (virtio 1.4 section 5.2): reads, writes, flushes, discards, writes zeroes and tells its
 * id, on any number of queues. Data goes between the file and the guest's memory without a copy.
 *
 * <p>Written data lies in the host's page cache until a flush, unless the driver did not accept VIRTIO_BLK_F_FLUSH or
 * switched the cache to writethrough: then it is on the medium before the write is answered. An error of the image becomes
 * the request's status IOERR, and the operator hears of it.
 */
public final class BlockBackend implements VirtioBackend {
    private static final long FLUSH = bit("VIRTIO_BLK_F_FLUSH");
    private static final long CONFIG_WCE = bit("VIRTIO_BLK_F_CONFIG_WCE");
    private static final long MQ = bit("VIRTIO_BLK_F_MQ");
    private static final long RO = bit("VIRTIO_BLK_F_RO");
    private static final long ALWAYS =
            bit("VIRTIO_BLK_F_SEG_MAX") | bit("VIRTIO_BLK_F_BLK_SIZE") | bit("VIRTIO_BLK_F_TOPOLOGY") | FLUSH;
    private static final long WRITABLE = CONFIG_WCE | bit("VIRTIO_BLK_F_DISCARD") | bit("VIRTIO_BLK_F_WRITE_ZEROES");

    private final BlockOptions options;
    private final BlockImage image;
    private final BlockConfig config;
    private final List<IoThreads> threads = new ArrayList<>();
    private final List<BlockService> services = new ArrayList<>();
    private volatile long accepted;

    private BlockBackend(BlockOptions options, BlockImage image, Consumer<String> operator) throws IOException {
        this.options = options;
        this.image = image;
        config = new BlockConfig(image, options.queues(), options.maxSegments());
        ByteBuffer id = ByteBuffer.allocateDirect(BlockOptions.ID_BYTES);
        id.put(0, options.id().getBytes(StandardCharsets.US_ASCII));
        Pacer pacer = new Pacer(options.iops());
        Troubles troubles = new Troubles(operator);
        for (int i = 0; i < options.queues(); i++) {
            IoThreads io = new IoThreads();
            threads.add(io);
            for (int j = 0; j < options.ioThreads(); j++) {
                ImageLane lane = image.lane();
                io.add(
                        "block-io-" + i + "-" + j,
                        lane,
                        new RequestExecutor(image, lane, pacer, this::writeThrough, troubles, id));
            }
            services.add(new BlockService(io));
        }
    }

    /**
     * Opens the image and makes the disk.
     *
     * @param options what it is made of
     * @param operator is told, in one line and from any queue's thread, what went wrong with the image
     * @return the disk
     * @throws IOException if the image is missing, empty, in use or cannot be opened; one line that names it
     */
    public static BlockBackend open(BlockOptions options, Consumer<String> operator) throws IOException {
        BlockImage image = BlockImage.open(options);
        try {
            return new BlockBackend(options, image, operator);
        } catch (IOException | RuntimeException e) {
            image.close();
            throw e;
        }
    }

    @Override
    public DeviceType type() {
        return DeviceType.BLK;
    }

    @Override
    public long features() {
        return ALWAYS | (options.queues() > 1 ? MQ : 0) | (options.readOnly() ? RO : WRITABLE);
    }

    @Override
    public void accept(long features) {
        accepted = features;
    }

    @Override
    public int queues() {
        return options.queues();
    }

    @Override
    public QueueService service(int queue) {
        return services.get(queue);
    }

    @Override
    public ByteBuffer config() {
        return config.bytes();
    }

    @Override
    public boolean writeConfig(int offset, ByteBuffer value) {
        return !options.readOnly() && config.write(offset, value);
    }

    @Override
    public void reset() {
        accepted = 0;
        config.setWriteback(true);
    }

    /** Section 5.2.6.2: without FLUSH there is no cache; with CONFIG_WCE the driver chooses. */
    private boolean writeThrough() {
        long now = accepted;
        return (now & FLUSH) == 0 || (now & CONFIG_WCE) != 0 && !config.writeback();
    }

    @Override
    public void close() throws IOException {
        for (IoThreads io : threads) {
            io.close();
        }
        image.close();
    }

    private static long bit(String name) {
        return 1L << Features.bit(DeviceType.BLK, name);
    }
}
