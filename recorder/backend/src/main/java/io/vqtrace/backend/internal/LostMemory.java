package io.vqtrace.backend.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** Mapped memory that its owner cut off: every access to it is an {@link InternalError}, but not always at once. */
public final class LostMemory {
    private static final Path ZEROS = Path.of("/dev/zero");

    private LostMemory() {}

    /**
     * Tells whether memory is gone, by having the kernel put zeros there: it says so where an access would be an error.
     *
     * @param memory to be overwritten
     * @return true if nothing can be stored there
     */
    public static boolean isGone(ByteBuffer memory) {
        try (FileChannel zeros = FileChannel.open(ZEROS, StandardOpenOption.READ)) {
            return !stores(zeros, memory);
        } catch (IOException e) {
            return false; // Without the device nobody can tell.
        }
    }

    private static boolean stores(FileChannel zeros, ByteBuffer memory) {
        try {
            zeros.read(memory);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Lets the error of an earlier access by this thread come here. Compiled code is told of it only when the thread next
     * passes through the virtual machine, which this does; to be called where the thread leaves the code that is prepared
     * for it.
     *
     * @throws InternalError if one was due
     */
    public static void raiseDue() {
        LockSupport.parkNanos(1);
    }
}
