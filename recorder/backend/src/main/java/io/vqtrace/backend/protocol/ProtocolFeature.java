package io.vqtrace.backend.protocol;

/** Extensions of the protocol that a back end and a front end agree upon: VHOST_USER_PROTOCOL_F_ and the name here. */
enum ProtocolFeature {
    MQ(0),
    REPLY_ACK(3),
    CONFIG(9),
    INFLIGHT_SHMFD(12),
    RESET_DEVICE(13),
    CONFIGURE_MEM_SLOTS(15),
    STATUS(16);

    /** VHOST_USER_F_PROTOCOL_FEATURES, a bit of the virtio features that no device has. */
    static final long FEATURE_BIT = 1L << 30;

    private final int bit;

    ProtocolFeature(int bit) {
        this.bit = bit;
    }

    long mask() {
        return 1L << bit;
    }
}
