package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;

/** Takes completions per interrupt from the views {@code interrupts} and {@code requests}, and suppression. */
final class ModerationQuery {
    private static final int PIXELS_PER_SLICE = 3;

    /** Interrupts with the completions that each announced, as the recorder counted them. */
    private static final String COUNTED =
            "select device_id, queue, ts, \"count\" as completions from interrupts where ts >= ? and ts < ? and :queues";

    /** Interrupts with the completions since the one before, for a capture that does not count them. */
    private static final String SINCE_LAST = """
            with marks as (
                select device_id, queue, ts_used as ts, 0 as interrupt from requests
                where "end" = 'used' and ts_used >= ? and ts_used < ? and :queues
                union all
                select device_id, queue, ts, 1 from interrupts where ts >= ? and ts < ? and :queues),
            numbered as (
                select *, row_number() over (partition by device_id, queue order by ts, interrupt) as place from marks)
            select device_id, queue, ts,
                   place - 1 - coalesce(lag(place) over (partition by device_id, queue order by place), 0)
                       as completions
            from numbered where interrupt = 1""";

    private static final String GROUPED = """
            with each_interrupt as (:each)
            select device_id, queue, (ts - ?) // ? as slice, completions, count(*) as interrupts
            from each_interrupt group by 1, 2, 3, 4""";

    private ModerationQuery() {}

    static JFreeChart draw(Views views, Scope selected, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        return ModerationChart.draw(read(views, selected, options));
    }

    private record Key(int deviceId, int queue) {
        static Key of(ResultSet row) throws SQLException {
            return new Key(row.getInt("device_id"), row.getInt("queue"));
        }

        static Key of(Scope.QueueRef queue) {
            return new Key(queue.deviceId(), queue.queue());
        }
    }

    /** The sums of one queue while rows come in. */
    private static final class Tally {
        private final long[] completions;
        private final long[] interrupts;
        private final long[] byClass = new long[CompletionClasses.of(Long.MAX_VALUE) + 1];

        Tally(int slices) {
            completions = new long[slices];
            interrupts = new long[slices];
        }

        double[] ratio() {
            double[] ratio = new double[completions.length];
            Arrays.setAll(ratio, i -> interrupts[i] == 0 ? Double.NaN : (double) completions[i] / interrupts[i]);
            return ratio;
        }
    }

    static ModerationSeries read(Views views, Scope selected, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        Set<Key> announced = new HashSet<>();
        boolean[] counted = {false};
        views.each(
                "select device_id, queue, count(\"count\") as counted from interrupts where ts >= ? and ts < ? and "
                        + selected.condition() + " group by 1, 2",
                row -> {
                    announced.add(Key.of(row));
                    counted[0] |= row.getLong("counted") > 0;
                },
                selected.fromNs(),
                selected.toNs());
        if (announced.isEmpty()) {
            throw new ChartUnavailableException(selected.trace()
                    + " shows no interrupt of the selected queues: a moderation chart needs `-trace virtio_notify*`");
        }
        Scope notifying = selected.only(q -> announced.contains(Key.of(q)));
        Scope scope = notifying.first(Style.LINES.size());
        TimeBuckets buckets = scope.filledBuckets(options.slices(PIXELS_PER_SLICE));
        List<ModerationSeries.Queue> queues = counted[0]
                ? tally(views, scope, buckets, COUNTED, scope.fromNs(), scope.toNs())
                : tally(views, scope, buckets, SINCE_LAST, scope.fromNs(), scope.toNs(), scope.fromNs(), scope.toNs());
        // A distribution of one class would say nothing of what else could have been.
        int first = CompletionClasses.of(1);
        int last = CompletionClasses.of(8);
        for (ModerationSeries.Queue queue : queues) {
            for (int cls = 0; cls < queue.interruptsByClass().length; cls++) {
                if (queue.interruptsByClass()[cls] > 0) {
                    first = Math.min(first, cls);
                    last = Math.max(last, cls);
                }
            }
        }
        List<String> notes = new ArrayList<>();
        notes.add(
                counted[0]
                        ? "completions as the recorder counted them"
                        : "completions since the interrupt before, those that the driver did not want announced included");
        int silent = selected.queues().size() - notifying.queues().size();
        if (silent > 0) {
            notes.add(Durations.count(silent, "queue") + " without interrupts");
        }
        int left = notifying.queues().size() - scope.queues().size();
        List<ModerationSeries.Queue> trimmed = new ArrayList<>();
        for (ModerationSeries.Queue queue : queues) {
            long[] used = Arrays.copyOfRange(queue.interruptsByClass(), first, last + 1);
            trimmed.add(new ModerationSeries.Queue(queue.label(), queue.ratio(), used));
        }
        return new ModerationSeries(
                scope.header(notes, left, "queue"),
                buckets,
                CompletionClasses.names(first, last),
                trimmed,
                SuppressionQuery.read(views, scope, buckets));
    }

    private static List<ModerationSeries.Queue> tally(
            Views views, Scope scope, TimeBuckets buckets, String interrupts, Object... times) throws SQLException {
        Map<Key, Tally> tallies = new HashMap<>();
        for (Scope.QueueRef queue : scope.queues()) {
            tallies.put(Key.of(queue), new Tally(buckets.count()));
        }
        views.each(
                GROUPED.replace(":each", interrupts).replace(":queues", scope.condition()),
                row -> {
                    Tally tally = tallies.get(Key.of(row));
                    long completions = row.getLong("completions");
                    long n = row.getLong("interrupts");
                    tally.completions[row.getInt("slice")] += completions * n;
                    tally.interrupts[row.getInt("slice")] += n;
                    tally.byClass[CompletionClasses.of(completions)] += n;
                },
                Stream.concat(Stream.of(times), Stream.of(buckets.originNs(), buckets.widthNs()))
                        .toArray());
        return scope.queues().stream()
                .map(q -> {
                    Tally tally = tallies.get(Key.of(q));
                    return new ModerationSeries.Queue(scope.label(q), tally.ratio(), tally.byClass);
                })
                .toList();
    }
}
