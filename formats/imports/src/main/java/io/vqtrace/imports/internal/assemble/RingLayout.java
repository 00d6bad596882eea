package io.vqtrace.imports.internal.assemble;

import java.util.Locale;

/** Layout of a virtqueue's rings (virtio 1.4 sections 2.7 and 2.8), as far as it is known. */
enum RingLayout {
    /** Descriptor table, available ring and used ring. */
    SPLIT,
    /** One descriptor ring. */
    PACKED,
    /** Nothing tells. */
    UNKNOWN;

    /** Returns the name in the queues table. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
