package io.vqtrace.testkit.internal.device;

import io.vqtrace.testkit.RegisterListener;

/** Registers through which a driver reaches the device. */
public interface Registers {
    /** Reads a register. */
    long read(int offset, int width);

    /** Writes a register. */
    void write(int offset, int width, long value);

    /** The same registers, with somebody who sees every access. */
    static Registers tapped(Registers registers, RegisterListener listener) {
        return new Registers() {
            @Override
            public long read(int offset, int width) {
                long value = registers.read(offset, width);
                listener.read(offset, width, value);
                return value;
            }

            @Override
            public void write(int offset, int width, long value) {
                listener.write(offset, width, value);
                registers.write(offset, width, value);
            }
        };
    }
}
