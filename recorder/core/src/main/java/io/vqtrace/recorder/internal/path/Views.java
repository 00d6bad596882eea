package io.vqtrace.recorder.internal.path;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Access to little-endian memory by byte offset, in the modes that a plain buffer does not have. */
public final class Views {
    /** 64-bit words; atomic at multiples of 8. */
    public static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** 32-bit words; atomic at multiples of 4. */
    public static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** 16-bit words. */
    public static final VarHandle SHORTS =
            MethodHandles.byteBufferViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Views() {}
}
