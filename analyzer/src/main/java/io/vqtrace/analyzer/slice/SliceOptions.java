package io.vqtrace.analyzer.slice;

import io.vqtrace.trace.Compression;
import java.util.Objects;

/**
 * How a slice is written.
 *
 * @param facts whether side-channel answers go along; never if anything is replaced
 * @param pseudonyms replaces names and values, null to keep them
 * @param compression of the event batches
 */
public record SliceOptions(boolean facts, Pseudonyms pseudonyms, Compression compression) {
    /** Checks the compression. */
    public SliceOptions {
        Objects.requireNonNull(compression, "compression");
    }
}
