package io.vqtrace.backend.protocol;

import java.nio.ByteBuffer;

/**
 * A message as it came.
 *
 * @param code the request's number
 * @param flags the header's flags
 * @param payload from position 0 to its limit, native byte order
 * @param descriptors what came with it
 */
record Message(int code, int flags, ByteBuffer payload, Descriptors descriptors) {
    static final int HEADER_BYTES = 12;

    /** Longer than any request; what is longer is not read. */
    static final int MAX_PAYLOAD_BYTES = 4096;

    static final int VERSION = 1;
    static final int VERSION_MASK = 3;
    static final int REPLY = 1 << 2;
    static final int NEED_REPLY = 1 << 3;

    boolean needsReply() {
        return (flags & NEED_REPLY) != 0;
    }

    @Override
    public String toString() {
        Request request = Request.ofCode(code);
        return request == null ? "request " + Integer.toUnsignedString(code) : request.name();
    }
}
