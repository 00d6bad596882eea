/**
 * The vqtrace trace format: the schema of its tables and the writer of a trace directory.
 *
 * <p>{@link io.vqtrace.trace.EventChunk} holds events in the layout of an Arrow record batch, {@link
 * io.vqtrace.trace.TraceWriter} writes them into Arrow IPC streams, and {@link io.vqtrace.trace.TraceFormat} names the
 * files. The package asks nothing of its host process: no {@code --add-opens}, no allocator, no logging or JSON library
 * and no native code. The format is written down in {@code formats/README.md}.
 */
package io.vqtrace.trace;
