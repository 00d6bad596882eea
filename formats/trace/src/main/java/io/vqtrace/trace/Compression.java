package io.vqtrace.trace;

/** How the buffers of an event batch are stored, as Arrow's {@code BodyCompression} says it. */
public enum Compression {
    /** As they are: the fastest to write, and the only form that {@link TraceWriter#patch} can rewrite. */
    NONE,
    /**
     * Each buffer by itself as a zstd frame (level 1), but for those that {@link TraceWriter#haste} leaves out. Needs
     * zstd-jni at run time; without it batches are written uncompressed and {@code trace.json} says how many.
     */
    ZSTD
}
