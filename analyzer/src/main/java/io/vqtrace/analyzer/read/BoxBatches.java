package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.box.BoxFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rows of a black box: a batch for each chunk, and a last one with what the per-head arrays tell. A chunk that is
 * damaged is left out; the others are read.
 */
final class BoxBatches implements EventBatches {
    private final BlackBox box;
    private final EventChunk state;
    private final Set<EventColumn> columns;
    private final List<String> problems = new ArrayList<>();
    private int next;
    private String openFile;
    private ByteSource source;

    /**
     * Opens nothing yet.
     *
     * @param state rows of the last batch
     */
    BoxBatches(BlackBox box, EventChunk state, Set<EventColumn> columns) {
        this.box = box;
        this.state = state;
        this.columns = columns;
    }

    @Override
    public boolean next() {
        if (next < box.chunks().size() || next == box.chunks().size() && state.rows() > 0) {
            next++;
            return true;
        }
        return false;
    }

    @Override
    public int rows() {
        return inChunks() ? chunk().rows() : state.rows();
    }

    private boolean inChunks() {
        return next <= box.chunks().size();
    }

    private BlackBox.Chunk chunk() {
        return box.chunks().get(next - 1);
    }

    @Override
    public void read(EventBlock block, int first) throws IOException {
        for (EventColumn column : columns) {
            ByteBuffer target = block.column(column);
            int width = column.width();
            target.limit((first + rows()) * width).position(first * width);
            if (!inChunks()) {
                target.put(state.body().slice(state.columnOffset(column), rows() * width));
            } else if (column == EventColumn.THREAD) {
                while (target.hasRemaining()) {
                    target.putShort((short) chunk().thread());
                }
            } else {
                readColumn(column, target);
            }
            target.clear();
        }
    }

    private void readColumn(EventColumn column, ByteBuffer target) throws IOException {
        BlackBox.Chunk chunk = chunk();
        String file = box.chunkFile(chunk.slot());
        if (!file.equals(openFile)) {
            close();
            source = box.files().open(file);
            openFile = file;
        }
        source.read(box.position(chunk.slot()) + box.offset(column) + (long) chunk.from() * column.width(), target);
    }

    @Override
    public void damaged(String why) {
        String what = inChunks() ? "chunk " + chunk().slot() : BoxFile.HEADS_FILE;
        problems.add("black box: " + what + " is damaged (" + why + ")");
    }

    @Override
    public String endProblem() {
        return problems.isEmpty() ? null : String.join("; ", problems);
    }

    @Override
    public void close() throws IOException {
        if (source != null) {
            source.close();
            source = null;
            openFile = null;
        }
    }
}
