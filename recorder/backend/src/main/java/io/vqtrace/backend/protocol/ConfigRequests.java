package io.vqtrace.backend.protocol;

import java.nio.ByteBuffer;

/** Requests about the configuration space: offset, size, flags, and as many bytes. */
final class ConfigRequests {
    private static final int HEADER_BYTES = 12;

    private ConfigRequests() {}

    /** Front ends ask for as much as their version of the device has; what this one does not have is 0. */
    static Reply read(DeviceHost host, ByteBuffer payload) throws ProtocolException {
        int offset = payload.getInt(0);
        int length = checkedLength(payload);
        ByteBuffer answer = Libc.memory(payload.limit()).put(0, payload, 0, HEADER_BYTES);
        int known = Math.min(length, host.configSize() - offset);
        if (known > 0) {
            host.readConfig(offset, answer.slice(HEADER_BYTES, known));
        }
        return new Reply(answer, null);
    }

    static void write(DeviceHost host, ByteBuffer payload) throws ProtocolException {
        int offset = payload.getInt(0);
        int length = checkedLength(payload);
        if (length > host.configSize() - offset) {
            throw Refusal.of("a write of " + length + " configuration bytes at " + offset + " of " + host.configSize());
        }
        host.writeConfig(offset, payload.slice(HEADER_BYTES, length));
    }

    private static int checkedLength(ByteBuffer payload) throws ProtocolException {
        int offset = payload.getInt(0);
        int length = payload.getInt(4);
        if (offset < 0
                || length < 1
                || offset > Request.MAX_CONFIG_BYTES - length
                || length != payload.limit() - HEADER_BYTES) {
            throw Refusal.of("configuration bytes " + Integer.toUnsignedString(length) + " at "
                    + Integer.toUnsignedString(offset) + " in a payload of " + payload.limit());
        }
        return length;
    }
}
