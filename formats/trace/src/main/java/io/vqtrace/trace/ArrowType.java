package io.vqtrace.trace;

/** The Arrow types that the trace format uses. */
enum ArrowType {
    INT32(Integer.BYTES, true),
    INT64(Long.BYTES, true),
    UINT8(Byte.BYTES, false),
    UINT16(Short.BYTES, false),
    UINT32(Integer.BYTES, false),
    UINT64(Long.BYTES, false),
    /** Text: 32-bit offsets and UTF-8 bytes. */
    UTF8(0, false);

    private final int width;
    private final boolean signed;

    ArrowType(int width, boolean signed) {
        this.width = width;
        this.signed = signed;
    }

    /** Returns the bytes of one value, 0 for text. */
    int width() {
        return width;
    }

    boolean signed() {
        return signed;
    }

    /** Returns the integer type of an event column. */
    static ArrowType of(EventColumn column) {
        for (ArrowType type : values()) {
            if (type.width == column.width() && type.signed == column.signed()) {
                return type;
            }
        }
        throw new IllegalStateException("no Arrow type for " + column);
    }
}
