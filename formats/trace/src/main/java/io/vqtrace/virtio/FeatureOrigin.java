package io.vqtrace.virtio;

/** Where a feature bit's meaning comes from. */
public enum FeatureOrigin {
    /** Defined by the specification for devices of today. */
    STANDARD,
    /** Defined by the specification for its legacy interface only. */
    LEGACY,
    /** Used by Linux or QEMU, unknown to the specification. */
    OUTSIDE
}
