package io.vqtrace.trace.box;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values with a type byte before each: 0 nothing, 1 a number (i64), 2 a text (u16 bytes, UTF-8). Writes into an array that
 * grows; reads from a buffer's position.
 */
final class Fields {
    private static final byte NULL = 0;
    private static final byte NUMBER = 1;
    private static final byte TEXT = 2;
    private static final int MAX_TEXT_BYTES = 0xffff;

    private ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    Fields put(Object value) {
        if (value == null) {
            reserve(1).put(NULL);
        } else if (value instanceof Number number) {
            reserve(1 + Long.BYTES).put(NUMBER).putLong(number.longValue());
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            int length = Math.min(text.length, MAX_TEXT_BYTES);
            reserve(1 + Short.BYTES + length).put(TEXT).putShort((short) length).put(text, 0, length);
        }
        return this;
    }

    private ByteBuffer reserve(int bytes) {
        if (out.remaining() < bytes) {
            byte[] larger = Arrays.copyOf(out.array(), 2 * out.capacity() + bytes);
            out = ByteBuffer.wrap(larger).order(ByteOrder.LITTLE_ENDIAN).position(out.position());
        }
        return out;
    }

    byte[] toBytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    /**
     * Reads the next value: null, a Long or a String.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Object next(ByteBuffer in) {
        try {
            byte type = in.get();
            switch (type) {
                case NULL:
                    return null;
                case NUMBER:
                    return in.getLong();
                case TEXT:
                    byte[] text = new byte[Short.toUnsignedInt(in.getShort())];
                    in.get(text);
                    return new String(text, StandardCharsets.UTF_8);
                default:
                    throw new IllegalArgumentException(
                            BoxFile.FILE + " is damaged: a value of the unknown type " + type);
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(BoxFile.FILE + " is damaged: a value is cut", e);
        }
    }

    static String text(ByteBuffer in) {
        return next(in) instanceof String text ? text : null;
    }

    static Long number(ByteBuffer in) {
        return next(in) instanceof Long number ? number : null;
    }

    static Integer integer(ByteBuffer in) {
        Long number = number(in);
        return number == null ? null : Integer.valueOf(Math.toIntExact(number));
    }

    /** Reads a number that must be there. */
    static int required(ByteBuffer in) {
        Integer number = integer(in);
        if (number == null) {
            throw new IllegalArgumentException(BoxFile.FILE + " is damaged: a number is missing");
        }
        return number;
    }
}
