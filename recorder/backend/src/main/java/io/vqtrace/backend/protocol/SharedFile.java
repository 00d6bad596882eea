package io.vqtrace.backend.protocol;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file whose descriptor travels, mapped into this process.
 *
 * <p>A mapping is released when nothing refers to its buffers any more and the garbage collector finds that out: the JDK
 * has no other way that is safe while a queue's thread may still look into it. So that a front end which sends table after
 * table does not use up addresses meanwhile, every {@value #MAPPINGS_PER_COLLECTION}th mapping asks for a
 * collection.
 *
 * <p>A mapping never exceeds the file as it is at that moment. A front end that cuts the file later makes an access beyond
 * its end an {@link InternalError} in the thread that makes it, in compiled code some time after it: threads that look into
 * shared memory catch it where nothing of theirs is half done.
 */
final class SharedFile {
    /** {@code struct statfs} has the size of a block, which in hugetlbfs is that of a page, behind the file system's type. */
    private static final int STATFS_BYTES = 120;

    private static final int BLOCK_SIZE = 8;

    private static final int MAPPINGS_PER_COLLECTION = 256;

    private static final AtomicInteger MAPPINGS = new AtomicInteger();

    private final FileChannel channel;
    private final long pageBytes;

    private SharedFile(FileChannel channel, long pageBytes) {
        this.channel = channel;
        this.pageBytes = pageBytes;
    }

    /** Maps parts of a file. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(SharedFile file) throws IOException;
    }

    /**
     * Maps parts of a descriptor's file, readable and writable. The descriptor may be closed afterwards.
     *
     * @param descriptor stays the caller's
     * @param end bytes that the file must have at least
     * @throws IOException if it is shorter, no file at all, or cannot be mapped so
     */
    static <T> T map(int descriptor, long end, Mapper<T> mapper) throws IOException {
        // Not junixsocket's cast to a channel: closing that one deletes /dev/null, if the process may (seen with
        // 2.11.1). Opening the file again gives no right that the descriptor did not.
        int flags = Libc.fcntl(descriptor, Libc.F_GETFL, 0);
        Path opened = Path.of("/proc/self/fd/" + descriptor);
        if ((flags & Libc.O_ACCMODE) != Libc.O_RDWR || !Files.isRegularFile(opened)) {
            throw new IOException("the descriptor is not that of a file to be read and written");
        }
        try (FileChannel channel = FileChannel.open(opened, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            if (size < end) {
                throw new IOException("the file has " + size + " bytes, not " + end);
            }
            return mapper.map(new SharedFile(channel, pageBytes(descriptor)));
        }
    }

    private static long pageBytes(int descriptor) throws IOException {
        ByteBuffer result = Libc.memory(STATFS_BYTES);
        if (Libc.fstatfs(descriptor, Libc.address(result)) != 0) {
            throw Libc.failure("fstatfs of shared memory");
        }
        return result.getLong(BLOCK_SIZE);
    }

    /**
     * Maps a part.
     *
     * @throws IOException if that fails, or needs a mapping of 2 GiB because a page of 1 GiB begins before the part
     */
    ByteBuffer piece(long offset, int length) throws IOException {
        if (MAPPINGS.incrementAndGet() % MAPPINGS_PER_COLLECTION == 0) {
            System.gc();
        }
        Span span = Span.of(offset, length, pageBytes, channel.size());
        if (span.length() > Integer.MAX_VALUE) {
            throw new IOException(
                    "with pages of " + pageBytes + " bytes a region has to begin with a page, not at " + offset);
        }
        return channel.map(MapMode.READ_WRITE, span.offset(), span.length())
                .slice((int) (offset - span.offset()), length);
    }

    /**
     * What has to be mapped: whole pages, since a mapping of huge pages can neither be made nor released otherwise.
     *
     * @param offset bytes from the file's start
     * @param length bytes, up to the file's end if the last page is not whole
     */
    record Span(long offset, long length) {
        static Span of(long offset, int length, long pageBytes, long fileBytes) {
            long before = offset % pageBytes;
            long whole = (before + length + pageBytes - 1) / pageBytes * pageBytes;
            return new Span(offset - before, Math.min(whole, fileBytes - (offset - before)));
        }
    }

    /**
     * Makes a file without a name, filled with zeros, in memory.
     *
     * @param bytes its size
     * @return the file; closing it leaves those who received its descriptor untouched
     * @throws IOException if there is no room
     */
    static RandomAccessFile create(int bytes) throws IOException {
        Path path = Files.createTempFile(Path.of("/dev/shm"), "vqtrace-inflight-", null);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            Files.delete(path);
            // Written, not stretched: a store into a hole of a full tmpfs kills whoever makes it.
            file.write(new byte[bytes]);
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }
}
