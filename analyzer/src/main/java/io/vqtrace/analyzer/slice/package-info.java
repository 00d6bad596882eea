/**
 * Cuts a smaller trace out of a trace, and replaces what names a guest, its host or its data.
 *
 * <p>{@link io.vqtrace.analyzer.slice.TraceSlice} is the way in. Events pass batch by batch, so that memory does not grow
 * with the trace.
 */
package io.vqtrace.analyzer.slice;
