package io.vqtrace.analyzer.chart;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Counts requests by bin of latency, which the database does in one pass. */
final class LatencyBinQuery {
    /** DuckDB's histogram() counts values up to and including each edge: the bins of {@link LatencyBins#indexOf}. */
    private static final String COUNTS = """
            with cells as (
                select device_id, (ts_used - ?) // ? as slice, histogram(service_ns, :edges) as counts
                from requests where :measured group by 1, 2),
            rows as (select device_id, slice, unnest(map_entries(counts)) as entry from cells)
            select device_id, slice, entry.key as edge, entry.value as requests from rows where entry.value > 0""";

    private LatencyBinQuery() {}

    /** Takes the number of requests of one device, slice of time and bin. */
    @FunctionalInterface
    interface Cell {
        void take(int deviceId, int slice, int bin, long requests);
    }

    /** Bins over all latencies of a scope. */
    static LatencyBins bins(Views views, Scope scope, int perDecade) throws SQLException {
        long[] range = new long[2];
        views.each(
                "select min(service_ns) as low, max(service_ns) as high from requests where "
                        + LatencyScope.measured(scope),
                row -> {
                    range[0] = row.getLong("low");
                    range[1] = row.getLong("high");
                },
                scope.fromNs(),
                scope.toNs());
        return LatencyBins.covering(range[0], range[1], scope.resolutionNs(), perDecade);
    }

    /** Hands over every bin that holds requests. */
    static void each(Views views, Scope scope, TimeBuckets buckets, LatencyBins bins, Cell cell) throws SQLException {
        String edges = Arrays.stream(bins.edgesNs())
                .skip(1)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "[", "]::bigint[]"));
        views.each(
                COUNTS.replace(":edges", edges).replace(":measured", LatencyScope.measured(scope)),
                row -> cell.take(
                        row.getInt("device_id"),
                        row.getInt("slice"),
                        bins.indexOf(row.getLong("edge")),
                        row.getLong("requests")),
                buckets.originNs(),
                buckets.widthNs(),
                scope.fromNs(),
                scope.toNs());
    }
}
