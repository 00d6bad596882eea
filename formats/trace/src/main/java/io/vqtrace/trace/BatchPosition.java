package io.vqtrace.trace;

/**
 * Where {@link TraceWriter#write} put a batch of events.
 *
 * @param segment number of the event segment, from 1
 * @param bodyOffset byte offset of the batch's body in the segment's file, a multiple of 64
 * @param rows number of rows of the batch
 * @param compressed whether the body is compressed, and so cannot be patched
 */
public record BatchPosition(int segment, long bodyOffset, int rows, boolean compressed) {}
