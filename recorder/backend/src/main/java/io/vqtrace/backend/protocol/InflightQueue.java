package io.vqtrace.backend.protocol;

/**
 * A queue's part of the shared memory in which a back end writes down the requests that it holds, so that its successor
 * after a crash serves those again and no others ({@code VHOST_USER_PROTOCOL_F_INFLIGHT_SHMFD}). The layout is that of
 * QEMU's vhost-user document, section "Inflight I/O tracking".
 *
 * <p>The memory is the front end's to spoil: what is read from it at recovery is checked, and nothing is read from it
 * later. Every store is visible to a successor in the order of the calls. One thread at a time, the queue's.
 */
public sealed interface InflightQueue permits SplitInflight, PackedInflight {
    /** Version of the layout; 0 in memory that was never used. */
    int VERSION = 1;

    /** Queues start at multiples of so many bytes in the region. */
    int ALIGNMENT = 64;
}
