package io.vqtrace.testkit.internal.device;

import io.vqtrace.testkit.RegisterListener;

/** Registers through which a driver reaches the device. */
public interface Registers {
    /** Reads a register. */
    long read(int offset, int width);

    /** Writes a register. */
    void write(int offset, int width, long value);

    /** Returns where the device status is. */
    int statusOffset();

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
                boolean reset = offset == registers.statusOffset() && value == 0;
                if (!reset) {
                    listener.write(offset, width, value);
                }
                registers.write(offset, width, value);
                if (reset) {
                    listener.write(offset, width, value);
                }
            }

            @Override
            public int statusOffset() {
                return registers.statusOffset();
            }
        };
    }
}
