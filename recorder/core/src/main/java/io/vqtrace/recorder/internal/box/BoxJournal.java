package io.vqtrace.recorder.internal.box;

import io.vqtrace.recorder.internal.drain.WriteJournal;
import io.vqtrace.recorder.internal.path.Chunk;
import io.vqtrace.recorder.internal.path.ChunkPool;
import io.vqtrace.trace.box.BoxFile;
import java.util.Map;

/** Notes in the black box what is about to be written, so that no row is read twice or not at all; drain thread only. */
public final class BoxJournal implements WriteJournal {
    private final BoxFile file;
    private final ChunkPool chunks;
    private final Map<String, Object> fields;
    private int slot;
    private int from;
    private int to;
    private int tablesEnd;

    public BoxJournal(BlackBox box, ChunkPool chunks) {
        file = box.file();
        this.chunks = chunks;
        fields = Map.of("black_box", box.directory().toString(), "black_box_id", box.id());
    }

    @Override
    public void rows(int newSlot, int newFrom, int newTo) {
        slot = newSlot;
        from = newFrom;
        to = newTo;
    }

    @Override
    public void beforeWrite(int segment, long end) {
        if (slot < 0) {
            file.beginWrite(segment, end, slot, 0, 0, from, to);
        } else {
            Chunk chunk = chunks.chunk(slot);
            file.beginWrite(segment, end, slot, chunk.thread(), chunk.sequence(), from, to);
        }
    }

    @Override
    public Map<String, Object> fields() {
        return fields;
    }

    @Override
    public void tablesDue() {
        tablesEnd = file.tables().end();
    }

    @Override
    public void tablesWritten() {
        file.tables().clear(tablesEnd);
    }
}
