package io.vqtrace.testkit.internal.run;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Runs the driver's actors on the caller's thread and the device's on another one, as fast as they can. */
public final class RealRun {
    private static final int IDLE_ROUNDS = 200;
    private static final long PAUSE_NANOS = 20_000;

    private final List<? extends Actor> drivers;
    private final List<? extends Actor> devices;
    private volatile boolean stop;
    private volatile Throwable deviceTrouble;

    /**
     * Makes a run.
     *
     * @param drivers actors of the caller's thread
     * @param devices actors of the other thread
     */
    public RealRun(List<? extends Actor> drivers, List<? extends Actor> devices) {
        this.drivers = List.copyOf(drivers);
        this.devices = List.copyOf(devices);
    }

    /**
     * Runs until a condition holds.
     *
     * @param done the condition, asked on the caller's thread between two rounds
     * @throws IllegalStateException if the device's thread failed
     */
    public void until(BooleanSupplier done) {
        Thread device = new Thread(this::runDevices, "testbed-device");
        device.start();
        try {
            round(drivers, () -> done.getAsBoolean() || deviceTrouble != null);
        } finally {
            stop = true;
            join(device);
        }
        if (deviceTrouble != null) {
            throw new IllegalStateException("the device's thread failed", deviceTrouble);
        }
    }

    private void runDevices() {
        try {
            round(devices, () -> stop);
        } catch (RuntimeException | Error e) {
            deviceTrouble = e;
        }
    }

    private static void round(List<? extends Actor> actors, BooleanSupplier done) {
        int idle = 0;
        while (!done.getAsBoolean()) {
            long now = System.nanoTime();
            boolean busy = false;
            for (int i = 0; i < actors.size(); i++) {
                busy |= actors.get(i).step(now) <= now;
            }
            idle = busy ? 0 : idle + 1;
            if (idle > IDLE_ROUNDS) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } else if (idle > 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
