package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Depth;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Unit;
import java.util.List;
import java.util.function.Function;

/** The columns of a depth in a flat table. */
final class DepthColumns {

    private DepthColumns() {}

    /**
     * @param name starts each key, such as {@code in_flight} for {@code in_flight_max}
     * @param depth takes the depth from a row, null where not observable
     */
    static <T> List<Column<T>> of(String name, Function<T, Depth> depth) {
        return List.of(
                column(name + "_mean", Unit.RATIO, depth, Depth::mean),
                column(name + "_p99", Unit.NUMBER, depth, Depth::p99),
                column(name + "_max", Unit.NUMBER, depth, Depth::max));
    }

    private static <T> Column<T> column(String key, Unit unit, Function<T, Depth> depth, Function<Depth, ?> part) {
        return Column.of(key, "", unit, row -> {
            Depth value = depth.apply(row);
            return value == null ? null : part.apply(value);
        });
    }
}
