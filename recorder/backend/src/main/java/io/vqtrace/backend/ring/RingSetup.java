package io.vqtrace.backend.ring;

/**
 * Where a queue's ring lies, what was negotiated for it, and where the device goes on.
 *
 * @param packed whether it is a packed ring
 * @param size entries: a power of two if split, 1 to 32768
 * @param descriptorArea guest address of the descriptor area
 * @param driverArea guest address of the driver area
 * @param deviceArea guest address of the device area
 * @param indirect whether VIRTIO_F_INDIRECT_DESC was negotiated
 * @param eventIdx whether VIRTIO_F_EVENT_IDX was negotiated
 * @param inOrder whether VIRTIO_F_IN_ORDER was negotiated
 * @param position where to start, as vhost-user's vring base tells it: the next available index (split); or, if packed,
 *     bits 0 to 14 the next available index, bit 15 its wrap counter, bits 16 to 30 the next used index, bit 31 its wrap
 *     counter
 */
public record RingSetup(
        boolean packed,
        int size,
        long descriptorArea,
        long driverArea,
        long deviceArea,
        boolean indirect,
        boolean eventIdx,
        boolean inOrder,
        int position) {}
