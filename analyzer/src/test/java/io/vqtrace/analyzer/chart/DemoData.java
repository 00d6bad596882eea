package io.vqtrace.analyzer.chart;

import io.vqtrace.trace.SuppressionReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Records as an extraction would make them, without a trace: shapes as seen in captures of QEMU guests. */
final class DemoData {
    static final long START_NS = 1_795_352_240_186_431_000L;
    static final long LENGTH_NS = 12_600_000_000L;
    static final long RESOLUTION_NS = 1000;

    private DemoData() {}

    static ChartHeader header(String scope, String... notes) {
        return new ChartHeader("demo", scope, START_NS, START_NS, START_NS + LENGTH_NS, 12_103, List.of(notes));
    }

    static TimeBuckets buckets(int most) {
        return TimeBuckets.covering(START_NS, START_NS, START_NS + LENGTH_NS, most);
    }

    static List<String> labels(int n) {
        return IntStream.range(0, n).mapToObj(i -> "disk0 requestq" + i).toList();
    }

    static LatencySeries latency(int devices) {
        Random random = new Random(1);
        TimeBuckets buckets = buckets(200);
        List<LatencySeries.Panel> panels = new ArrayList<>();
        for (int d = 0; d < devices; d++) {
            int n = buckets.count();
            long[] count = new long[n];
            long[][] lines = new long[4][n];
            for (int i = 0; i < n; i++) {
                count[i] = i % 29 < 4 ? 0 : 1 + random.nextInt(200);
                double base = 40_000 * (1 + d) * (i > n / 2 && i < n * 0.7 ? 30 : 1) * (1 + random.nextDouble());
                lines[0][i] = (long) base;
                lines[1][i] = (long) (base * (1.3 + random.nextDouble()));
                lines[2][i] = (long) (lines[1][i] * (1.5 + random.nextDouble()));
                lines[3][i] = (long) (lines[2][i] * (1 + 9 * random.nextDouble()));
            }
            panels.add(new LatencySeries.Panel("disk" + d, count, lines[0], lines[1], lines[2], lines[3]));
        }
        return new LatencySeries(
                header("disk0, 4 request queues", "service time, pop to used"), buckets, RESOLUTION_NS, panels);
    }

    static LatencyHistogram histogram(int devices) {
        List<long[]> samples =
                IntStream.range(0, devices).mapToObj(DemoData::samples).toList();
        long max = samples.stream().mapToLong(s -> s[s.length - 1]).max().orElseThrow();
        LatencyBins bins = LatencyBins.covering(samples.get(0)[0], max, RESOLUTION_NS, 20);
        List<LatencyHistogram.Panel> panels = new ArrayList<>();
        for (int d = 0; d < devices; d++) {
            long[] sorted = samples.get(d);
            long[] counts = new long[bins.count()];
            for (long sample : sorted) {
                counts[bins.indexOf(sample)]++;
            }
            panels.add(new LatencyHistogram.Panel(
                    "disk" + d,
                    counts,
                    List.of(
                            new LatencyHistogram.Percentile("p50", sorted[sorted.length / 2]),
                            new LatencyHistogram.Percentile("p90", sorted[sorted.length * 9 / 10]),
                            new LatencyHistogram.Percentile("p99", sorted[sorted.length * 99 / 100]),
                            new LatencyHistogram.Percentile("p99.9", sorted[sorted.length * 999 / 1000]),
                            new LatencyHistogram.Percentile("max", sorted[sorted.length - 1]))));
        }
        return new LatencyHistogram(header("disk0, 4 request queues"), bins, 20, RESOLUTION_NS, panels);
    }

    private static long[] samples(int seed) {
        Random random = new Random(seed);
        long[] samples = new long[20_000];
        for (int i = 0; i < samples.length; i++) {
            double log =
                    random.nextDouble() < 0.7 ? 4.0 + 0.15 * random.nextGaussian() : 6 + 0.4 * random.nextGaussian();
            samples[i] = Math.round(Math.pow(10, log) / RESOLUTION_NS) * RESOLUTION_NS;
        }
        Arrays.sort(samples);
        return samples;
    }

    static LatencyHeatMap heatMap(int devices) {
        TimeBuckets buckets = buckets(250);
        LatencyBins bins = LatencyBins.covering(2_000, 40_000_000, RESOLUTION_NS, 12);
        List<LatencyHeatMap.Panel> panels = new ArrayList<>();
        for (int d = 0; d < devices; d++) {
            Random random = new Random(d);
            long[][] counts = new long[buckets.count()][bins.count()];
            for (int column = 0; column < counts.length; column++) {
                double level = 4.3 + 0.5 * Math.sin(column / 20.0) + (column > 90 && column < 115 ? 1.5 : 0);
                for (int i = 0; i < 400 && column % 50 > 3; i++) {
                    long ns = (long) Math.pow(10, level + 0.25 * random.nextGaussian());
                    counts[column][bins.indexOf(ns)]++;
                }
            }
            panels.add(new LatencyHeatMap.Panel("disk" + d, counts));
        }
        return new LatencyHeatMap(header("disk0, 4 request queues"), buckets, bins, panels);
    }

    static DepthSeries depth(int queues, Integer ringSize, Integer plateau) {
        TimeBuckets buckets = buckets(500);
        List<DepthSeries.Panel> panels = new ArrayList<>();
        for (int q = 0; q < queues; q++) {
            Random random = new Random(q);
            double[] max = new double[buckets.count()];
            double[] mean = new double[buckets.count()];
            for (int i = 0; i < max.length; i++) {
                boolean load = i > max.length / 3 && i < max.length * 0.8;
                max[i] = load ? 8 : random.nextInt(3);
                mean[i] = max[i] * (load ? 0.9 + 0.1 * random.nextDouble() : random.nextDouble());
            }
            panels.add(new DepthSeries.Panel(labels(queues).get(q), max, mean, null, ringSize, plateau));
        }
        return new DepthSeries(header("disk0, " + queues + " queues"), buckets, panels);
    }

    static StateStrip states(int queues) {
        QueueState[] all = QueueState.values();
        List<StateStrip.Row> rows = new ArrayList<>();
        for (int q = 0; q < queues; q++) {
            Random random = new Random(q);
            List<StateStrip.Span> spans = new ArrayList<>();
            long at = START_NS;
            while (at < START_NS + LENGTH_NS) {
                long end = Math.min(START_NS + LENGTH_NS, at + 100_000_000L + (long) (random.nextDouble() * 2e9));
                spans.add(new StateStrip.Span(all[random.nextInt(all.length)], at, end));
                at = end;
            }
            rows.add(new StateStrip.Row(labels(queues).get(q), spans));
        }
        return new StateStrip(header("disk0, " + queues + " queues"), rows);
    }

    static ModerationSeries moderation(int queues) {
        TimeBuckets buckets = buckets(200);
        List<ModerationSeries.Queue> all = new ArrayList<>();
        for (int q = 0; q < queues; q++) {
            Random random = new Random(q);
            double[] ratio = new double[buckets.count()];
            for (int i = 0; i < ratio.length; i++) {
                ratio[i] = i % 31 < 3 ? Double.NaN : 1 + q * 0.7 + random.nextDouble();
            }
            all.add(new ModerationSeries.Queue(
                    labels(queues).get(q), ratio, new long[] {10, 2000 - 200 * q, 500, 300, 20, 1}));
        }
        return new ModerationSeries(
                header("disk0, " + queues + " queues"),
                buckets,
                List.of("0", "1", "2", "3–4", "5–8", "9–16"),
                all,
                suppressions(buckets));
    }

    private static List<ModerationSeries.Suppression> suppressions(TimeBuckets buckets) {
        return Arrays.stream(SuppressionReason.values())
                .map(reason -> new ModerationSeries.Suppression(
                        reason,
                        IntStream.range(0, buckets.count())
                                .mapToDouble(i -> 500 + 400 * Math.sin(i / (5.0 + reason.ordinal())))
                                .toArray()))
                .toList();
    }

    static RateSeries rates(int devices, boolean withInterrupts) {
        TimeBuckets buckets = buckets(200);
        List<RateSeries.Panel> panels = new ArrayList<>();
        for (int d = 0; d < devices; d++) {
            Random random = new Random(d);
            int n = buckets.count();
            double[] requests = IntStream.range(0, n)
                    .mapToDouble(i -> 8000 + 3000 * Math.sin(i / 9.0) + 500 * random.nextGaussian())
                    .toArray();
            double[] kicks = Arrays.stream(requests)
                    .map(r -> r * 0.6 + 200 * random.nextGaussian())
                    .toArray();
            double[] interrupts = Arrays.stream(requests).map(r -> r * 0.4).toArray();
            panels.add(new RateSeries.Panel("disk" + d, requests, kicks, withInterrupts ? interrupts : null));
        }
        return new RateSeries(header("disk0, 4 queues"), buckets, panels);
    }

    /** Service times that double from bin to bin, four times as long after as before. */
    static LatencyOverlay overlay(int queues) {
        List<LatencyOverlay.Panel> panels = new ArrayList<>();
        for (int i = 0; i < queues; i++) {
            panels.add(new LatencyOverlay.Panel(
                    "disk" + i + " queue 0",
                    curve(1000),
                    curve(4000),
                    List.of(
                            new LatencyOverlay.Shift(0.5, 8000, 32_000, "p50 8 µs → 32 µs (+300.0 %)"),
                            new LatencyOverlay.Shift(0.99, 64_000, 256_000, "p99 64 µs → 256 µs (+300.0 %)"))));
        }
        return new LatencyOverlay("before", "after", List.of(), panels);
    }

    private static LatencyOverlay.Curve curve(double fromNs) {
        double[] ns = new double[9];
        double[] share = new double[ns.length];
        for (int i = 0; i < ns.length; i++) {
            ns[i] = fromNs * (1 << i);
            share[i] = (i + 1.0) / ns.length;
        }
        return new LatencyOverlay.Curve(ns, share);
    }

    /** A firmware's and a kernel's attempt on each disk, one after the other; the last one's device fails. */
    static HandshakeLanes handshakes(int devices) {
        List<HandshakeLanes.Lane> lanes = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            long firmware = START_NS + i * 3_000_000L;
            long kernel = START_NS + 9_000_000_000L + i * 40_000_000L;
            long end = START_NS + 15_000_000_000L + i * 20_000L;
            lanes.add(new HandshakeLanes.Lane(
                    "disk" + i,
                    List.of(
                            attempt(
                                    "1 firmware?: 3 of 14 features, 1 queue",
                                    firmware,
                                    kernel,
                                    HandshakeState.DRIVER_OK),
                            attempt(
                                    "2 kernel?: 12 of 14 features, 2 queues",
                                    kernel,
                                    end,
                                    i == 11 ? HandshakeState.NEEDS_RESET : HandshakeState.DRIVER_OK))));
        }
        ChartHeader header = new ChartHeader(
                "demo", "disk0", START_NS, START_NS, START_NS + 16_000_000_000L, 1000, List.of("a note"));
        return new HandshakeLanes(header, lanes);
    }

    private static HandshakeLanes.Stretch attempt(String label, long start, long end, HandshakeState last) {
        String[] parts = label.split(": ");
        List<HandshakeLanes.Span> spans = List.of(
                new HandshakeLanes.Span(HandshakeState.ACKNOWLEDGE, start + 200_000, start + 500_000),
                new HandshakeLanes.Span(HandshakeState.DRIVER, start + 500_000, start + 600_000),
                new HandshakeLanes.Span(HandshakeState.FEATURES_OK, start + 600_000, start + 1_500_000),
                new HandshakeLanes.Span(HandshakeState.DRIVER_OK, start + 1_500_000, end - 10_000),
                new HandshakeLanes.Span(last, end - 10_000, end));
        return new HandshakeLanes.Stretch(
                parts[0], parts[1], start, end, spans, start + 600_000, List.of(start + 1_200_000));
    }
}
