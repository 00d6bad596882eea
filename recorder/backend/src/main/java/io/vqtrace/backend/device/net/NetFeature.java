package io.vqtrace.backend.device.net;

/** Feature bits of a network device (virtio 1.4 section 5.1.3). */
final class NetFeature {
    static final long MTU = 1L << 3;
    static final long MAC = 1L << 5;
    static final long MRG_RXBUF = 1L << 15;
    static final long STATUS = 1L << 16;
    static final long CTRL_VQ = 1L << 17;
    static final long CTRL_RX = 1L << 18;
    static final long MQ = 1L << 22;
    static final long VERSION_1 = 1L << 32;
    static final long VQ_NOTF_COAL = 1L << 52;
    static final long NOTF_COAL = 1L << 53;

    private NetFeature() {}
}
