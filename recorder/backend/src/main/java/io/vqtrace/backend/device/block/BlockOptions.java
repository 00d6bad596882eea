package io.vqtrace.backend.device.block;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a disk is made of and what it offers. The image's path is the operator's: a guest can neither give nor change it.
 *
 * @param image the file, or a block device, that holds the sectors
 * @param createBytes size to which a missing or shorter file is extended, without taking space; 0: the file must exist
 * @param readOnly whether writes are refused and VIRTIO_BLK_F_RO offered
 * @param direct whether the host's page cache is passed by; the logical block size then is the file system's
 * @param queues request queues, 1 to 256
 * @param ioThreads threads that do the input and output of each queue, 1 to 64: so many requests at a time
 * @param maxSegments buffers that a request may have besides header and status, 1 to 1022
 * @param iops requests that the disk serves in a second at most, over all queues; 0 for no limit
 * @param id what GET_ID answers: up to 20 bytes of ASCII
 */
public record BlockOptions(
        Path image,
        long createBytes,
        boolean readOnly,
        boolean direct,
        int queues,
        int ioThreads,
        int maxSegments,
        int iops,
        String id) {
    /** Length of the answer to GET_ID (virtio 1.4 section 5.2.6). */
    public static final int ID_BYTES = 20;

    /** Most queues that a front end can address. */
    public static final int MAX_QUEUES = 256;

    /** Most I/O threads of a queue. */
    public static final int MAX_IO_THREADS = 64;

    /** With header and status such a request still fits an indirect table of 1024. */
    public static final int MAX_SEGMENTS = 1022;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is left
     */
    public BlockOptions {
        Objects.requireNonNull(image, "image");
        require(
                createBytes >= 0 && createBytes % BlockConfig.SECTOR_BYTES == 0,
                "size " + createBytes + " is no multiple of " + BlockConfig.SECTOR_BYTES + " bytes");
        require(queues >= 1 && queues <= MAX_QUEUES, "queues " + queues + " is not in 1.." + MAX_QUEUES);
        require(
                maxSegments >= 1 && maxSegments <= MAX_SEGMENTS,
                "segments " + maxSegments + " is not in 1.." + MAX_SEGMENTS);
        require(
                ioThreads >= 1 && ioThreads <= MAX_IO_THREADS,
                "I/O threads " + ioThreads + " are not in 1.." + MAX_IO_THREADS);
        require(iops >= 0, "a limit of " + iops + " requests a second is negative");
        require(
                id.length() <= ID_BYTES
                        && StandardCharsets.US_ASCII.newEncoder().canEncode(id),
                "id '" + id + "' is not up to " + ID_BYTES + " characters of ASCII");
    }

    /**
     * Describes a disk of one queue that can be written.
     *
     * @param image the file
     * @return the options
     */
    public static BlockOptions of(Path image) {
        return new BlockOptions(image, 0, false, false, 1, 1, 126, 0, "vqtrace");
    }

    /**
     * Changes the number of queues.
     *
     * @param count request queues
     * @return the options with that number
     */
    public BlockOptions withQueues(int count) {
        return new BlockOptions(image, createBytes, readOnly, direct, count, ioThreads, maxSegments, iops, id);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
