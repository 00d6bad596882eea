package io.vqtrace.backend.device.block;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/**
 * Gives ranges of a file back to the file system, which the JDK has no call for: Linux's {@code fallocate(2)} through JNA.
 */
final class FileSpace {
    private static final int KEEP_SIZE = 0x01;
    private static final int PUNCH_HOLE = 0x02;
    private static final int ZERO_RANGE = 0x10;

    /** Values of {@code errno} by which a file or its file system says that it cannot do that. */
    private static final int ENODEV = 19;

    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;

    static {
        Native.register(FileSpace.class, "c");
    }

    private FileSpace() {}

    private static native int fallocate(int descriptor, int mode, long offset, long length) throws LastErrorException;

    /**
     * Makes a hole, which reads as zeros.
     *
     * @return false if the file cannot have holes
     * @throws LastErrorException if it failed for another reason
     */
    static boolean punchHole(int descriptor, long offset, long length) {
        return allocate(descriptor, PUNCH_HOLE | KEEP_SIZE, offset, length);
    }

    /** Makes a range read as zeros and keeps its space; as {@link #punchHole}. */
    static boolean zeroRange(int descriptor, long offset, long length) {
        return allocate(descriptor, ZERO_RANGE | KEEP_SIZE, offset, length);
    }

    private static boolean allocate(int descriptor, int mode, long offset, long length) {
        try {
            fallocate(descriptor, mode, offset, length);
            return true;
        } catch (LastErrorException e) {
            int error = e.getErrorCode();
            if (error == EOPNOTSUPP || error == ENODEV || error == ENOSYS) {
                return false;
            }
            throw e;
        }
    }
}
