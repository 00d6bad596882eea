package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.device.DeviceDriver;
import io.vqtrace.backend.device.block.BlockBackend;
import io.vqtrace.backend.device.block.BlockOptions;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.ring.Buffers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk's latency as its driver measures it, and as the trace tells it. */
class BackendLatencyIT {
    private static final int REQUESTS = 150;
    private static final int DEPTH = 8;
    private static final int IOPS = 100;
    private static final int BYTES = 4096;
    private static final double MEAN_TOLERANCE = 0.05;

    /** A machine that takes the driver's processor away makes one load disagree; a wrong figure makes all of them. */
    private static final int LOADS = 5;

    @TempDir
    Path folder;

    @Test
    void driverAndTraceAgree() throws Exception {
        List<Agreement> all = new ArrayList<>();
        while (all.stream().noneMatch(Agreement::holds)) {
            assertTrue(all.size() < LOADS, () -> "no load agrees: " + all);
            all.add(load(folder.resolve(Integer.toString(all.size()))));
        }
        // Preempted or not, the driver waits from before the queue has the request until after the queue is rid of it.
        all.forEach(load -> assertTrue(load.driverMean() > load.traceMean() * (1 - MEAN_TOLERANCE), load::toString));
    }

    private Agreement load(Path run) throws Exception {
        Files.createDirectory(run);
        Path trace = run.resolve("disk.vqtrace");
        Path image = Files.write(run.resolve("disk.img"), new byte[1 << 20]);
        // So slow that what the threads of this machine wait for each other hardly counts.
        BlockOptions options = new BlockOptions(image, 0, false, false, 1, 1, 126, IOPS, "disk");
        long[] measured;
        try (VirtioRecorder recorder = VirtioRecorder.builder(trace).open();
                BlockBackend disk = BlockBackend.open(options, told -> {});
                DeviceDriver driver = new DeviceDriver(disk, recorder, 0, false)) {
            measured = new Load(driver).run();
        }
        Arrays.sort(measured);
        String[] told = new Vqtrace(folder)
                .run(
                        "sql",
                        trace.toString(),
                        "SELECT count(*), avg(t)::BIGINT, quantile_disc(t, 0.99)::BIGINT FROM (SELECT coalesce(wait_ns, 0) "
                                + "+ service_ns AS t FROM requests WHERE op = 'read' AND status = 0)",
                        "--format",
                        "csv")
                .succeeded()
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(",");
        assertEquals(REQUESTS, Integer.parseInt(told[0]));
        return new Agreement(
                Arrays.stream(measured).average().orElseThrow(),
                Long.parseLong(told[1]),
                measured[REQUESTS * 99 / 100 - 1],
                Long.parseLong(told[2]));
    }

    /** What the driver measured of a load, and what the trace tells of it, ns. */
    private record Agreement(double driverMean, double traceMean, double driverP99, double traceP99) {
        boolean holds() {
            double ratio = driverP99 / traceP99;
            return Math.abs(driverMean - traceMean) <= MEAN_TOLERANCE * driverMean && ratio > 0.5 && ratio < 2;
        }
    }

    /** Keeps a number of reads outstanding. */
    private static final class Load {
        private final DeviceDriver driver;
        private final Map<Integer, Integer> slots = new HashMap<>();
        private final long[] published = new long[DEPTH];
        private final long[] times = new long[REQUESTS];
        private final long header;
        private final long data;

        Load(DeviceDriver driver) {
            this.driver = driver;
            header = driver.memory().allocate(16, 16);
            data = driver.memory().allocate(DEPTH * (BYTES + 1), 16);
        }

        long[] run() {
            for (int i = 0; i < DEPTH; i++) {
                submit(i);
            }
            for (int i = 0; i < REQUESTS; i++) {
                int slot = slots.remove(driver.await());
                times[i] = System.nanoTime() - published[slot];
                if (i + DEPTH < REQUESTS) {
                    submit(slot);
                }
            }
            return times;
        }

        private void submit(int slot) {
            published[slot] = System.nanoTime();
            long at = data + (long) slot * (BYTES + 1);
            slots.put(
                    driver.submit(new Buffers()
                            .readable(header, 16)
                            .writable(at, BYTES)
                            .writable(at + BYTES, 1)),
                    slot);
        }
    }
}
