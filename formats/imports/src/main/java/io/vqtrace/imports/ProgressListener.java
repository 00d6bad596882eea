package io.vqtrace.imports;

/** Is told how far an import has come. Calls come one at a time, but from different threads; they must be short. */
@FunctionalInterface
public interface ProgressListener {
    /** Does nothing. */
    ProgressListener NONE = (bytes, total) -> {};

    /**
     * More of the input was read.
     *
     * @param bytes bytes read of all inputs so far, as they are stored (compressed input: compressed bytes)
     * @param totalBytes size of all inputs, or null if one of them is a stream of unknown length
     */
    void progress(long bytes, Long totalBytes);
}
