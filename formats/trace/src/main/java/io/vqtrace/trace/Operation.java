package io.vqtrace.trace;

import java.util.Locale;

/**
 * What a request asks the device to do: the value of the {@code op} column.
 *
 * <p>Block operations are those of virtio 1.4 section 5.2.6; the generic ones name the direction of a request of any
 * other device. The codes are part of the trace format.
 */
public enum Operation {
    /** VIRTIO_BLK_T_IN, or a request that only delivers data to the driver. */
    READ(1),
    /** VIRTIO_BLK_T_OUT, or a request that only carries data to the device. */
    WRITE(2),
    /** VIRTIO_BLK_T_FLUSH. */
    FLUSH(3),
    /** VIRTIO_BLK_T_DISCARD. */
    DISCARD(4),
    /** VIRTIO_BLK_T_WRITE_ZEROES. */
    WRITE_ZEROES(5),
    /** VIRTIO_BLK_T_GET_ID. */
    GET_ID(6),
    /** VIRTIO_BLK_T_SECURE_ERASE. */
    SECURE_ERASE(7),
    /** A command of a control queue or of a SCSI request queue. */
    COMMAND(8);

    private final byte code;

    Operation(int code) {
        this.code = (byte) code;
    }

    /**
     * Returns the value stored in the {@code op} column.
     *
     * @return the stored code, from 1
     */
    public byte code() {
        return code;
    }

    /**
     * Returns the name that views and reports show.
     *
     * @return the name in lower case, such as {@code write_zeroes}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds the operation of a stored code.
     *
     * @param code the value of an {@code op} column
     * @return the operation, or null if this version of the format does not define the code
     */
    public static Operation ofCode(int code) {
        return code > 0 && code <= values().length ? values()[code - 1] : null;
    }
}
