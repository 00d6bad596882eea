package io.vqtrace.backend.device.net;

import io.vqtrace.backend.device.QueueService;
import io.vqtrace.backend.device.VirtioBackend;
import io.vqtrace.backend.queue.VirtQueue;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.virtio.DeviceType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A network device. What its driver transmits on queue pair {@code n} goes to the receive queue of pair {@code n} of a port:
 * by default its own, the frame's two addresses swapped, as {@code dpdk-testpmd --forward-mode=macswap} does.
 *
 * <p>Frames for which there is no receive buffer are lost and recorded as drops at that queue.
 */
public final class NetBackend implements VirtioBackend {
    private static final int CONFIG_BYTES = 12;
    private static final int LINK_UP = 1;

    private final NetOptions options;
    private final PcapWriter capture;
    private final NetControl control;
    private volatile NetBackend peer = this;
    private volatile long accepted;
    private List<VirtQueue> queues = List.of();

    /**
     * Makes a device in loopback.
     *
     * @param options what it is like
     * @param probe records what its control queue is told
     * @param capture gets every frame that is transmitted, or null; the caller closes it
     */
    public NetBackend(NetOptions options, DeviceProbe probe, PcapWriter capture) {
        this.options = options;
        this.capture = capture;
        control = new NetControl(this, probe);
    }

    /**
     * Connects two devices: what either one's driver transmits the other one's receives, unchanged. Before they are used.
     *
     * @param one a device with as many pairs as the other
     * @param other the other
     * @throws IllegalArgumentException if the numbers of pairs differ
     */
    public static void connect(NetBackend one, NetBackend other) {
        if (one.options.pairs() != other.options.pairs()) {
            throw new IllegalArgumentException(
                    "ports with " + one.options.pairs() + " and " + other.options.pairs() + " queue pairs");
        }
        one.peer = other;
        other.peer = one;
    }

    @Override
    public DeviceType type() {
        return DeviceType.NET;
    }

    @Override
    public long features() {
        return NetFeature.MTU
                | NetFeature.MAC
                | NetFeature.STATUS
                | NetFeature.CTRL_VQ
                | NetFeature.CTRL_RX
                | NetFeature.NOTF_COAL
                | NetFeature.VQ_NOTF_COAL
                | (options.mergeable() ? NetFeature.MRG_RXBUF : 0)
                | (options.pairs() > 1 ? NetFeature.MQ : 0);
    }

    @Override
    public void accept(long features) {
        accepted = features;
    }

    @Override
    public int queues() {
        return 2 * options.pairs() + 1;
    }

    @Override
    public void attach(List<VirtQueue> all) {
        queues = List.copyOf(all);
    }

    @Override
    public QueueService service(int queue) {
        if (queue == controlQueue()) {
            return control;
        }
        return queue % 2 == 0 ? QueueService.NONE : new FrameForwarder(this, queue / 2);
    }

    /** A pair shares a thread: its transmit queue's service fills the receive queue of the same pair in loopback. */
    @Override
    public int group(int queue) {
        return queue / 2;
    }

    @Override
    public ByteBuffer config() {
        ByteBuffer config = ByteBuffer.allocate(CONFIG_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 6; i++) {
            config.put(i, (byte) (options.mac() >>> 8 * (5 - i)));
        }
        return config.putShort(6, (short) LINK_UP)
                .putShort(8, (short) options.pairs())
                .putShort(10, (short) options.mtu());
    }

    @Override
    public boolean servesConfig() {
        return false;
    }

    @Override
    public boolean restartable() {
        return false;
    }

    @Override
    public void reset() {
        accepted = 0;
    }

    NetOptions options() {
        return options;
    }

    /** Without MQ the control queue follows the first pair, however many there are (section 5.1.2). */
    int controlQueue() {
        return accepted(NetFeature.MQ) ? 2 * options.pairs() : 2;
    }

    boolean accepted(long feature) {
        return (accepted & feature) != 0;
    }

    VirtQueue queue(int index) {
        return queues.get(index);
    }

    PcapWriter capture() {
        return capture;
    }

    boolean loopback() {
        return peer == this;
    }

    /** The port that receives what this one transmits. */
    NetBackend peer() {
        return peer;
    }

    /** Bytes of {@code virtio_net_hdr} (section 5.1.6): a legacy driver's lacks {@code num_buffers}. */
    int headerBytes() {
        return accepted(NetFeature.VERSION_1 | NetFeature.MRG_RXBUF) ? 12 : 10;
    }
}
