package io.vqtrace.analyzer.read;

import io.vqtrace.trace.box.BoxFile;
import io.vqtrace.trace.box.ChunkHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Copies a black box as far as it holds something: of the chunks those with rows, the others become holes of free ones. */
final class BoxCopy {
    private static final List<String> WHOLE_FILES = List.of(BoxFile.FILE, BoxFile.HEADS_FILE, BoxFile.CONTROL_FILE);
    private static final int BLOCK_BYTES = 1 << 20;

    private final BlackBox box;
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long overwrittenRows;

    BoxCopy(BlackBox box) {
        this.box = box;
    }

    /** Returns the rows of chunks that a living process filled anew meanwhile; the copy is without them. */
    long overwrittenRows() {
        return overwrittenRows;
    }

    /**
     * Copies.
     *
     * @param target an empty directory
     */
    void into(Path target) throws IOException {
        for (String name : box.files().files().keySet()) {
            if (!name.endsWith(".bin")) {
                continue;
            }
            try (ByteSource source = box.files().open(name);
                    FileChannel copy = FileChannel.open(
                            target.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                if (WHOLE_FILES.contains(name)) {
                    copy(source, copy, 0, source.size());
                } else {
                    copyChunks(name, source, copy);
                }
            }
        }
    }

    private void copyChunks(String name, ByteSource source, FileChannel copy) throws IOException {
        for (BlackBox.Chunk chunk : box.chunks()) {
            if (name.equals(box.chunkFile(chunk.slot()))) {
                copyChunk(chunk, source, copy);
            }
        }
        if (source.size() > copy.size()) {
            copy.write(ByteBuffer.allocate(1), source.size() - 1);
        }
    }

    private void copyChunk(BlackBox.Chunk chunk, ByteSource source, FileChannel copy) throws IOException {
        long at = box.position(chunk.slot());
        copy(source, copy, at, box.description().chunkBytes());
        ByteBuffer now = ByteBuffer.allocate(ChunkHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        source.read(at, now);
        ByteBuffer header = ByteBuffer.allocate(ChunkHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (now.getLong(ChunkHeader.SEQUENCE) == chunk.sequence()
                && (now.getInt(ChunkHeader.THREAD) & 0xffff) == chunk.thread()) {
            header.putLong(ChunkHeader.SEQUENCE, chunk.sequence())
                    .putInt(ChunkHeader.THREAD, chunk.thread())
                    .putInt(ChunkHeader.WRITTEN, chunk.from())
                    .putInt(ChunkHeader.PUBLISHED, chunk.to());
        } else {
            overwrittenRows += chunk.rows();
        }
        write(copy, header, at);
    }

    private void copy(ByteSource source, FileChannel copy, long from, long bytes) throws IOException {
        for (long at = from; at < from + bytes; at += block.position()) {
            block.clear().limit((int) Math.min(block.capacity(), from + bytes - at));
            source.read(at, block);
            write(copy, block.flip(), at);
        }
    }

    private static void write(FileChannel copy, ByteBuffer content, long position) throws IOException {
        long at = position;
        while (content.hasRemaining()) {
            at += copy.write(content, at);
        }
    }
}
