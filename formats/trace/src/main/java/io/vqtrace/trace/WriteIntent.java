package io.vqtrace.trace;

/** Is told where a batch of events is about to be written, so that a crash in between can be sorted out afterwards. */
@FunctionalInterface
public interface WriteIntent {
    /**
     * A batch will be appended to a segment. If the segment's file reaches {@code end}, all of it was.
     *
     * @param segment number of the segment, from 1
     * @param end bytes of the segment's file after the batch
     */
    void beforeWrite(int segment, long end);
}
