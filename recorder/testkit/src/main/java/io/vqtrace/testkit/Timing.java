package io.vqtrace.testkit;

/**
 * What the steps of driver and device cost in virtual time, in nanoseconds. Real time has costs of its own.
 *
 * @param submit the driver places and publishes a request
 * @param reap the driver takes a used request
 * @param kick from the driver's notification to the device
 * @param take the device takes a chain
 * @param use the device returns a chain
 * @param interrupt from the device's notification to the driver
 */
public record Timing(long submit, long reap, long kick, long take, long use, long interrupt) {
    /** Of a guest with a fast exit path. */
    public static final Timing USUAL = new Timing(300, 200, 1_500, 250, 250, 3_000);

    /** Every step costs at least 1 ns, so that time goes on. */
    public Timing {
        if (Math.min(Math.min(submit, reap), Math.min(take, use)) < 1 || kick < 0 || interrupt < 0) {
            throw new IllegalArgumentException("steps cost at least 1 ns, notifications at least 0");
        }
    }
}
