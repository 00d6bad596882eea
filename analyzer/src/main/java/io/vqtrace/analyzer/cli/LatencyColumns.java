package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Unit;
import java.util.List;
import java.util.function.Function;

/** The columns of a latency distribution in a flat table. */
final class LatencyColumns {

    private LatencyColumns() {}

    /**
     * @param name starts each key, such as {@code wait} for {@code wait_p99_ns}
     * @param latency takes the distribution from a row, null where not observable
     */
    static <T> List<Column<T>> of(String name, Function<T, LatencyNs> latency) {
        return List.of(
                column(name + "_count", "COUNT", Unit.COUNT, latency, LatencyNs::count),
                column(name + "_mean_ns", "MEAN", Unit.DURATION, latency, LatencyNs::mean),
                column(name + "_p50_ns", "P50", Unit.DURATION, latency, LatencyNs::p50),
                column(name + "_p90_ns", "P90", Unit.DURATION, latency, LatencyNs::p90),
                column(name + "_p99_ns", "P99", Unit.DURATION, latency, LatencyNs::p99),
                column(name + "_p999_ns", "P99.9", Unit.DURATION, latency, LatencyNs::p999),
                column(name + "_max_ns", "MAX", Unit.DURATION, latency, LatencyNs::max));
    }

    private static <T> Column<T> column(
            String key, String header, Unit unit, Function<T, LatencyNs> latency, Function<LatencyNs, ?> part) {
        return Column.of(key, header, unit, row -> {
            LatencyNs distribution = latency.apply(row);
            return distribution == null ? null : part.apply(distribution);
        });
    }
}
