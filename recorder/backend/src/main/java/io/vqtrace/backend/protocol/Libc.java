package io.vqtrace.backend.protocol;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The system calls on descriptors that neither the JDK nor junixsocket offers: waiting for an eventfd, and receiving
 * descriptors without losing those that do not fit (junixsocket has room for 60 and leaks the rest's neighbours). Structures
 * are those of 64-bit Linux.
 */
final class Libc {
    static final int EAGAIN = 11;
    static final int EINTR = 4;

    static final int F_GETFL = 3;
    static final int F_SETFL = 4;
    static final int O_NONBLOCK = 0x800;
    static final int O_ACCMODE = 3;
    static final int O_RDWR = 2;

    static final int POLLIN = 1;

    static final int MSG_CMSG_CLOEXEC = 0x4000_0000;
    static final int SHUT_RDWR = 2;
    static final int AF_UNIX = 1;
    static final int SOCK_STREAM = 1;
    static final int SOCK_CLOEXEC = 0x8_0000;

    static {
        if (!Platform.isLinux() || !Platform.is64Bit()) {
            throw new UnsupportedOperationException("vhost-user needs 64-bit Linux, this is "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        }
        Native.register(Libc.class, Platform.C_LIBRARY_NAME);
    }

    private Libc() {}

    /** Addresses and sizes are passed as 64-bit numbers: primitives only is JNA's cheapest call. */
    static native int ppoll(long descriptors, long count, long timeout, long signals);

    static native long read(int descriptor, long buffer, long bytes);

    static native long write(int descriptor, long buffer, long bytes);

    static native long recvmsg(int socket, long message, int flags);

    static native int shutdown(int socket, int how);

    static native int fcntl(int descriptor, int command, int argument);

    static native int socket(int domain, int type, int protocol);

    static native int bind(int socket, long address, int bytes);

    static native int listen(int socket, int backlog);

    static native int fchmod(int descriptor, int mode);

    static native int fstatfs(int descriptor, long result);

    static native int close(int descriptor);

    /** Zeroed memory for structures; the buffer has to be kept as long as its address is used. */
    static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    static long address(ByteBuffer memory) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(memory));
    }

    /** The failure of the call that this thread made last. */
    static IOException failure(String what) {
        return new IOException(what + " failed: error " + Native.getLastError());
    }
}
