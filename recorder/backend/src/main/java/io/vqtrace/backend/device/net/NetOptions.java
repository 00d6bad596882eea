package io.vqtrace.backend.device.net;

/**
 * What a network device is like.
 *
 * @param pairs pairs of receive and transmit queues, 1 to 64
 * @param mac the driver's address: the low 48 bits, the first octet highest
 * @param mtu largest payload of a frame in bytes, 68 to 65535
 * @param mergeable whether a received frame may span several buffers (VIRTIO_NET_F_MRG_RXBUF)
 */
public record NetOptions(int pairs, long mac, int mtu, boolean mergeable) {
    /** One pair, the locally administered address 02:76:71:74:00:01, 1500 bytes, mergeable buffers. */
    public static final NetOptions DEFAULT = new NetOptions(1, 0x0276_7174_0001L, 1500, true);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public NetOptions {
        if (pairs < 1 || pairs > 64) {
            throw new IllegalArgumentException("queue pairs " + pairs + " are not in 1..64");
        }
        if (mac >>> 48 != 0) {
            throw new IllegalArgumentException("0x" + Long.toHexString(mac) + " is no MAC address");
        }
        if (mtu < 68 || mtu > 65535) {
            throw new IllegalArgumentException("MTU " + mtu + " is not in 68..65535");
        }
    }
}
