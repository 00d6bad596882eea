package io.vqtrace.trace;

/** Is told of each batch before it is appended to a segment, on the writer's thread. */
@FunctionalInterface
public interface AppendListener {
    /**
     * A batch is about to be appended.
     *
     * @param segment number of the event segment, from 1
     * @param fileEnd bytes that the segment's file will have when the batch is in it
     */
    void beforeAppend(int segment, long fileEnd);
}
