package io.vqtrace.backend.protocol;

import java.util.Arrays;

/** File descriptors that came with a message: each is taken by whom it is for, or closed with the message. */
final class Descriptors implements AutoCloseable {
    private static final int TAKEN = -1;

    private int[] numbers = {};

    /** Adds descriptors that were received. */
    void add(int... received) {
        int[] all = Arrays.copyOf(numbers, numbers.length + received.length);
        System.arraycopy(received, 0, all, numbers.length, received.length);
        numbers = all;
    }

    int count() {
        return numbers.length;
    }

    /** Looks at a descriptor, which stays in here. */
    int get(int index) {
        return numbers[index];
    }

    /** Gives a descriptor to the caller, who has to close it. */
    int take(int index) {
        int number = numbers[index];
        numbers[index] = TAKEN;
        return number;
    }

    /** Closes those that nobody took. */
    @Override
    public void close() {
        for (int number : numbers) {
            if (number != TAKEN) {
                Libc.close(number);
            }
        }
        numbers = new int[0];
    }
}
