package io.vqtrace.backend.protocol;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.FileDescriptor;
import java.io.IOException;
import org.newsclub.net.unix.FileDescriptorCast;

/** Event descriptors as a front end makes them. */
final class EventFds {
    static final int EFD_NONBLOCK = Libc.O_NONBLOCK;

    static {
        Native.register(EventFds.class, Platform.C_LIBRARY_NAME);
    }

    private EventFds() {}

    private static native int eventfd(int initial, int flags);

    private static native int dup(int descriptor);

    /** Another number for the same, as a message brings it. */
    static int duplicate(FileDescriptor descriptor) throws IOException {
        return dup(FileDescriptorCast.using(descriptor).as(Integer.class));
    }

    static int number(int flags) {
        int descriptor = eventfd(0, flags);
        if (descriptor < 0) {
            throw new IllegalStateException("no eventfd: error " + Native.getLastError());
        }
        return descriptor;
    }

    static FileDescriptor open() throws IOException {
        return FileDescriptorCast.unsafeUsing(number(EFD_NONBLOCK)).getFileDescriptor();
    }

    /** The front end's own hold on a descriptor that it passes on. */
    static EventFd doorbell(FileDescriptor descriptor) throws IOException {
        return EventFd.of(FileDescriptorCast.using(descriptor).as(Integer.class));
    }
}
