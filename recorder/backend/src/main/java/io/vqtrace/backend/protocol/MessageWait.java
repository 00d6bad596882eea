package io.vqtrace.backend.protocol;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Waits for a front end's next message, and notices another front end that comes meanwhile. One thread. */
final class MessageWait {
    private static final int POLL_BYTES = 8;
    private static final int EVENTS = 4;
    private static final int RETURNED = 6;
    private static final int CONNECTION = 0;
    private static final int LISTENING = POLL_BYTES;

    /** Two {@code struct pollfd}. */
    private final ByteBuffer memory = Libc.memory(2 * POLL_BYTES);

    private final long address = Libc.address(memory);
    private final Runnable another;
    private boolean told;

    /**
     * Prepares a wait.
     *
     * @param connection descriptor of the connection
     * @param listening descriptor at which others connect; negative if there is none
     * @param another is run once, when there is one
     */
    MessageWait(int connection, int listening, Runnable another) {
        this.another = another;
        memory.putInt(CONNECTION, connection).putShort(CONNECTION + EVENTS, (short) Libc.POLLIN);
        memory.putInt(LISTENING, listening).putShort(LISTENING + EVENTS, (short) Libc.POLLIN);
    }

    /** Returns when the connection has something to be read, its end included. */
    void await() throws IOException {
        short readable = 0;
        while (readable == 0) {
            memory.putShort(CONNECTION + RETURNED, (short) 0).putShort(LISTENING + RETURNED, (short) 0);
            // Who was told of once would end every further wait.
            int ready = Libc.ppoll(address, told ? 1 : 2, 0, 0);
            if (ready < 0 && Native.getLastError() != Libc.EINTR) {
                throw Libc.failure("ppoll of a connection");
            }
            if (memory.getShort(LISTENING + RETURNED) != 0) {
                told = true;
                another.run();
            }
            readable = memory.getShort(CONNECTION + RETURNED);
        }
    }
}
