package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.analysis.LatencyModel;
import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.diff.Metric.Better;
import io.vqtrace.analyzer.diff.Metric.Group;
import io.vqtrace.analyzer.diff.Metric.MetricUnit;
import io.vqtrace.analyzer.sweep.CellHistogram;
import io.vqtrace.analyzer.sweep.DepthSeries;
import io.vqtrace.analyzer.sweep.QueueCells;
import io.vqtrace.trace.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/** Takes the metrics of one queue from its profile: each with its value, and with the statistic behind it. */
final class QueueMeasures {
    private static final double NS_PER_S = 1e9;
    private static final String NO_TIMES = "no times";

    private record Percentile(String name, String key, double share, ToDoubleFunction<LatencyNs> value) {}

    private static final List<Percentile> PERCENTILES = List.of(
            new Percentile("p50", "p50", 0.5, LatencyNs::p50),
            new Percentile("p90", "p90", 0.9, LatencyNs::p90),
            new Percentile("p99", "p99", 0.99, LatencyNs::p99),
            new Percentile("p99.9", "p999", 0.999, LatencyNs::p999));

    private final QueueProfile queue;
    private final QueueSummary summary;
    private final QueueCells cells;
    private final List<Measure> measures = new ArrayList<>();

    private QueueMeasures(QueueProfile queue) {
        this.queue = queue;
        summary = queue.summary();
        cells = queue.cells();
    }

    /** Returns the metrics in the order of the report, the same for every queue of a kind but for operations. */
    static List<Measure> of(QueueProfile queue) {
        QueueMeasures taken = new QueueMeasures(queue);
        if (!queue.supply()) {
            taken.latency();
            taken.saturation();
        }
        taken.throughput();
        taken.notifications();
        return List.copyOf(taken.measures);
    }

    private void latency() {
        boolean timed = cells != null;
        phase(
                "service",
                Metric.ALL_OPERATIONS,
                summary.latencyNs(),
                timed ? QueueCells.total(cells.serviceByOp()) : null);
        phase("wait", Metric.ALL_OPERATIONS, summary.waitNs(), timed ? QueueCells.total(cells.waitByOp()) : null);
        phase("notify", Metric.ALL_OPERATIONS, summary.notifyNs(), timed ? cells.delays() : null);
        for (LatencyModel.PhaseLatency row : queue.byOperation()) {
            if (timed && !Metric.ALL_OPERATIONS.equals(row.op()) && !row.phase().equals("notify")) {
                Map<Integer, CellHistogram> byOp = row.phase().equals("wait") ? cells.waitByOp() : cells.serviceByOp();
                phase(row.phase(), row.op() == null ? "unknown" : row.op(), row.latencyNs(), byOp.get(code(row.op())));
            }
        }
    }

    private static int code(String op) {
        for (Operation operation : Operation.values()) {
            if (operation.label().equals(op)) {
                return operation.code();
            }
        }
        return QueueCells.UNKNOWN_OP;
    }

    private void phase(String phase, String op, LatencyNs latency, CellHistogram histogram) {
        LatencyCells prepared = histogram == null ? null : new LatencyCells(histogram);
        for (Percentile percentile : PERCENTILES) {
            Metric metric = latencyMetric(phase, op, percentile.name(), percentile.key());
            measures.add(
                    latency == null || prepared == null
                            ? Measure.missing(metric, null, noLatency(phase))
                            : Measure.of(
                                    metric,
                                    percentile.value().applyAsDouble(latency),
                                    prepared.quantile(percentile.share())));
        }
        Metric mean = latencyMetric(phase, op, "mean", "mean");
        measures.add(
                latency == null || prepared == null
                        ? Measure.missing(mean, null, noLatency(phase))
                        : Measure.of(mean, latency.mean(), prepared.mean()));
    }

    private String noLatency(String phase) {
        if (cells == null && summary.requests() > 0) {
            return NO_TIMES;
        }
        if (summary.requests() == 0) {
            return "no request";
        }
        return phase + " not observable";
    }

    private static Metric latencyMetric(String phase, String op, String name, String key) {
        return new Metric(phase + "_" + key + "_ns", phase + " " + name, Group.LATENCY, op, MetricUnit.NS, Better.LESS);
    }

    private void saturation() {
        DepthSeries depth = queue.depth();
        var saturation = queue.saturation();
        String unknownDepth = summary.requests() == 0 ? "no request" : NO_TIMES;
        Metric full = metric("ring_full_ratio", "ring full", Group.SATURATION, MetricUnit.SHARE, Better.LESS);
        add(
                full,
                saturation.ringFullRatio(),
                depth,
                "ring size unknown",
                d -> RatioStatistic.of(each(d, d::fullNs), each(d, d::busyNs)));
        Metric waiting = metric("waiting_ratio", "requests waiting", Group.SATURATION, MetricUnit.SHARE, Better.LESS);
        add(
                waiting,
                saturation.waitingRatio(),
                depth,
                "waiting not observable",
                d -> RatioStatistic.of(each(d, d::waitingNs), each(d, d::busyNs)));
        Metric busy = metric("busy_ratio", "busy", Group.SATURATION, MetricUnit.SHARE, Better.NEITHER);
        add(busy, share(depth), depth, unknownDepth, d -> RatioStatistic.of(each(d, d::busyNs), lengths(d)));
        Metric inFlight =
                metric("in_flight_mean", "in flight, mean", Group.SATURATION, MetricUnit.NUMBER, Better.NEITHER);
        add(
                inFlight,
                summary.inFlight() == null ? null : summary.inFlight().mean(),
                depth,
                unknownDepth,
                d -> RatioStatistic.of(areas(d, d::inFlightMean), lengths(d)));
        Metric outstanding =
                metric("outstanding_mean", "outstanding, mean", Group.SATURATION, MetricUnit.NUMBER, Better.NEITHER);
        add(
                outstanding,
                summary.outstanding() == null ? null : summary.outstanding().mean(),
                depth,
                "waiting not observable",
                d -> RatioStatistic.of(areas(d, d::outstandingMean), lengths(d)));
        Metric occupancy = metric(
                "occupancy_mean_ratio", "ring occupied, mean", Group.SATURATION, MetricUnit.SHARE, Better.NEITHER);
        add(
                occupancy,
                occupancy(depth),
                depth,
                "ring size unknown",
                d -> RatioStatistic.of(areas(d, d::occupiedMean), areas(d, bucket -> summary.size())));
    }

    private static Double share(DepthSeries depth) {
        return depth == null ? null : overall(RatioStatistic.of(each(depth, depth::busyNs), lengths(depth)));
    }

    private Double occupancy(DepthSeries depth) {
        return depth == null || summary.size() == null
                ? null
                : overall(RatioStatistic.of(areas(depth, depth::occupiedMean), areas(depth, bucket -> summary.size())));
    }

    private static double overall(Statistic statistic) {
        return statistic.over(Resample.whole(statistic.cells()));
    }

    private static double[] lengths(DepthSeries depth) {
        return areas(depth, bucket -> 1);
    }

    private static double[] each(DepthSeries depth, IntToDoubleFunction value) {
        double[] values = new double[depth.buckets()];
        for (int bucket = 0; bucket < values.length; bucket++) {
            values[bucket] = value.applyAsDouble(bucket);
        }
        return values;
    }

    private static double[] areas(DepthSeries depth, IntToDoubleFunction mean) {
        return each(depth, bucket -> mean.applyAsDouble(bucket) * (depth.endNs(bucket) - depth.startNs(bucket)));
    }

    @FunctionalInterface
    private interface StatisticOf<S> {
        Statistic of(S source);
    }

    private <S> void add(Metric metric, Double value, S source, String missing, StatisticOf<S> statistic) {
        if (value == null) {
            measures.add(Measure.missing(metric, null, missing));
        } else if (source == null) {
            measures.add(Measure.missing(metric, value, summary.requests() == 0 ? "no request" : NO_TIMES));
        } else {
            measures.add(Measure.of(metric, value, statistic.of(source)));
        }
    }

    private void throughput() {
        Metric requests = metric("requests_per_s", "requests", Group.THROUGHPUT, MetricUnit.PER_S, Better.MORE);
        add(requests, summary.requestsPerS(), cells, NO_TIMES, c -> rate(c, c.used()));
        boolean sized = summary.outBytes() != null || summary.inBytes() != null;
        Metric bytes = metric("bytes_per_s", "bytes", Group.THROUGHPUT, MetricUnit.BYTES_PER_S, Better.MORE);
        Double bytesPerS = sized && cells != null ? Double.valueOf(overall(rate(cells, cells.bytes()))) : null;
        add(bytes, bytesPerS, cells, sized ? NO_TIMES : "sizes not observable", c -> rate(c, c.bytes()));
        if (summary.drops() != null) {
            Metric drops = metric("drops_per_s", "packets lost", Group.THROUGHPUT, MetricUnit.PER_S, Better.LESS);
            Double dropsPerS = cells == null ? null : Double.valueOf(overall(rate(cells, cells.dropped())));
            add(drops, dropsPerS, cells, NO_TIMES, c -> rate(c, c.dropped()));
        }
    }

    private void notifications() {
        Metric perInterrupt = metric(
                "completions_per_interrupt",
                "completions per interrupt",
                Group.NOTIFICATION,
                MetricUnit.NUMBER,
                Better.MORE);
        String noInterrupts = summary.interrupts() == null ? "interrupts not observable" : "no interrupt";
        add(
                perInterrupt,
                summary.completionsPerInterrupt(),
                cells,
                noInterrupts,
                c -> RatioStatistic.per(
                        RatioStatistic.doubles(c.used()), RatioStatistic.doubles(c.interrupts()), "interrupts"));
        Metric interrupts =
                metric("interrupts_per_s", "interrupts", Group.NOTIFICATION, MetricUnit.PER_S, Better.NEITHER);
        Double interruptsPerS = summary.interrupts() == null || cells == null
                ? null
                : Double.valueOf(overall(rate(cells, cells.interrupts())));
        add(
                interrupts,
                interruptsPerS,
                cells,
                summary.interrupts() == null ? noInterrupts : NO_TIMES,
                c -> rate(c, c.interrupts()));
        Metric kicks =
                metric("kicks_per_request", "kicks per request", Group.NOTIFICATION, MetricUnit.NUMBER, Better.LESS);
        String noKicks = summary.kicks() == null ? "kicks not observable" : "no request";
        add(
                kicks,
                summary.kicksPerRequest(),
                cells,
                noKicks,
                c -> RatioStatistic.per(
                        RatioStatistic.doubles(c.kicks()), RatioStatistic.doubles(c.requests()), "requests"));
    }

    private static Statistic rate(QueueCells cells, long[] counts) {
        double[] seconds = new double[counts.length];
        for (int cell = 0; cell < seconds.length; cell++) {
            seconds[cell] = cells.cells().lengthNs(cell) / NS_PER_S;
        }
        return RatioStatistic.of(RatioStatistic.doubles(counts), seconds);
    }

    private static Metric metric(String key, String label, Group group, MetricUnit unit, Better better) {
        return new Metric(key, label, group, Metric.ALL_OPERATIONS, unit, better);
    }
}
