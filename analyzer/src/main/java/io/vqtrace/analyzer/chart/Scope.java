package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The time and the queues that a chart shows.
 *
 * @param trace name of the trace
 * @param startNs start of the trace, nanoseconds since the Unix epoch
 * @param fromNs start of the shown time
 * @param toNs end of the shown time, exclusive
 * @param resolutionNs step of the clock, at least 1
 * @param lowerBound whether in flight is a lower bound, as no ring index was observed
 * @param queues queues with requests, the one with the most first
 */
record Scope(
        String trace,
        long startNs,
        long fromNs,
        long toNs,
        long resolutionNs,
        boolean lowerBound,
        List<QueueRef> queues) {
    Scope {
        queues = List.copyOf(queues);
    }

    /**
     * One queue.
     *
     * @param deviceId key of the device
     * @param device display name of the device
     * @param queue index
     * @param role role, such as "requestq" or "rx0"; null when unknown
     * @param supply whether the driver parks buffers here instead of waiting for completion
     * @param size size of the ring, or null when unknown
     * @param indirect whether indirect descriptors were accepted, or null when unknown
     * @param requests requests that were in flight at some time of the shown time
     * @param completed how many of them were completed in it
     */
    record QueueRef(
            int deviceId,
            String device,
            int queue,
            String role,
            boolean supply,
            Integer size,
            Boolean indirect,
            long requests,
            long completed) {
        private String name() {
            String number = "queue " + queue;
            return role == null || role.equals(number) ? number : number + " (" + role + ")";
        }
    }

    /**
     * Queues of one device.
     *
     * @param label display name of the device
     * @param deviceId key of the device
     * @param queues its queues that are shown
     */
    record Group(String label, int deviceId, List<QueueRef> queues) {
        long requests() {
            return queues.stream().mapToLong(QueueRef::requests).sum();
        }
    }

    private static final int FEWEST_SLICES = 60;
    private static final int REQUESTS_PER_SLICE = 8;

    private static final String QUEUES = """
            with shown as (select cast(? as bigint) as start, cast(? as bigint) as stop),
                 traffic as (
                    select device_id, queue, count(*) as requests,
                           count(*) filter ("end" = 'used' and ts_used >= start and ts_used < stop) as completed
                    from requests, shown
                    where coalesce(ts_pop, ts_used) < stop and coalesce(ts_used, stop) >= start
                    group by device_id, queue)
            select q.device_id, q.device, q.queue, q.role, q.kind, q.size, q.indirect, r.requests, r.completed
            from queues q join devices d using (device_id) join traffic r using (device_id, queue)
            where (? is null or d.device = ? or d.source_id = ?) and (? is null or q.queue = ?)
            order by requests desc, q.device_id, q.queue""";

    private record Clock(String source, long resolutionNs, boolean lowerBound) {}

    /**
     * Finds what the options select.
     *
     * @param kind what is to be drawn, for the messages
     * @throws ChartUnavailableException if the capture has no times or the selection holds no request
     */
    static Scope of(Views views, TraceSpan trace, ChartOptions options, ChartKind kind)
            throws SQLException, ChartUnavailableException {
        Clock clock = clock(views);
        if (trace.startNs() == null && "none".equals(clock.source())) {
            throw new ChartUnavailableException(trace.name() + " has no times: a " + kind.label()
                    + " chart needs a log that QEMU wrote with `-msg timestamp=on`");
        }
        if (trace.startNs() == null) {
            throw new ChartUnavailableException(trace.name() + " holds no event: there is nothing to draw");
        }
        long start = trace.startNs();
        long from = options.fromNs() == null ? start : Math.max(start, options.fromNs());
        long to = (options.toNs() == null ? trace.endNs() : Math.min(trace.endNs(), options.toNs())) + 1;
        if (from >= to) {
            throw new ChartUnavailableException(trace.name() + " holds no event between --from and --to");
        }
        List<QueueRef> queues = new ArrayList<>();
        String device = options.device();
        Integer queue = options.queue();
        views.each(QUEUES, row -> queues.add(readQueue(row)), from, to, device, device, device, queue, queue);
        if (queues.isEmpty()) {
            throw new ChartUnavailableException(trace.name() + selection(options) + " holds no request: a "
                    + kind.label() + " chart needs `-trace virtqueue_*` and traffic");
        }
        return new Scope(trace.name(), start, from, to, clock.resolutionNs(), clock.lowerBound(), queues);
    }

    private static Clock clock(Views views) throws SQLException {
        Clock[] clock = {new Clock("none", 1, true)};
        views.each(
                """
                select clock_source, coalesce(clock_resolution_ns, 1) as resolution,
                       not exists (select 1 from requests where outstanding is not null) as lower_bound from trace""",
                row -> clock[0] = new Clock(
                        row.getString("clock_source"),
                        Math.max(1, row.getLong("resolution")),
                        row.getBoolean("lower_bound")));
        return clock[0];
    }

    private static QueueRef readQueue(ResultSet row) throws SQLException {
        return new QueueRef(
                row.getInt("device_id"),
                row.getString("device"),
                row.getInt("queue"),
                row.getString("role"),
                "supply".equals(row.getString("kind")),
                row.getObject("size", Integer.class),
                row.getObject("indirect", Boolean.class),
                row.getLong("requests"),
                row.getLong("completed"));
    }

    private static String selection(ChartOptions options) {
        String selection = options.device() == null ? "" : " device " + options.device();
        return selection + (options.queue() == null ? "" : " queue " + options.queue());
    }

    Scope only(Predicate<QueueRef> wanted) {
        return with(queues.stream().filter(wanted).toList());
    }

    private Scope with(List<QueueRef> chosen) {
        return new Scope(trace, startNs, fromNs, toNs, resolutionNs, lowerBound, chosen);
    }

    /** Without supply queues, whose buffers wait for the device and not the driver, unless there is nothing else. */
    Scope requestQueues() {
        Scope requests = only(q -> !q.supply());
        return requests.queues().isEmpty() ? this : requests;
    }

    /** Device and queue, or the queue alone where the title of the chart names the only device. */
    String label(QueueRef queue) {
        boolean oneDevice = queues.stream().allMatch(q -> q.deviceId() == queue.deviceId());
        return oneDevice ? queue.name() : queue.device() + " " + queue.name();
    }

    /** The queues with the most requests, in the order of devices and queues. */
    Scope first(int most) {
        return with(queues.stream()
                .limit(most)
                .sorted(Comparator.comparingInt(QueueRef::deviceId).thenComparingInt(QueueRef::queue))
                .toList());
    }

    /** Queues by device, the device with the most requests first. */
    List<Group> devices() {
        return queues.stream()
                .collect(Collectors.groupingBy(QueueRef::deviceId, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(e -> new Group(e.getValue().get(0).device(), e.getKey(), e.getValue()))
                .sorted(Comparator.comparingLong(Group::requests).reversed())
                .toList();
    }

    /** A condition on {@code device_id} and {@code queue} that holds for the queues of this scope. */
    String condition() {
        return queues.stream()
                .map(q -> "(" + q.deviceId() + ", " + q.queue() + ")")
                .collect(Collectors.joining(", ", "(device_id, queue) in (", ")"));
    }

    TimeBuckets buckets(int most) {
        return TimeBuckets.covering(startNs, fromNs, toNs, most);
    }

    /** Slices wide enough to hold a few requests each, so that a thin trace gives a line and not dots. */
    TimeBuckets filledBuckets(int most) {
        long requests = queues.stream().mapToLong(QueueRef::completed).sum();
        long filled = Math.max(FEWEST_SLICES, requests / REQUESTS_PER_SLICE);
        return buckets((int) Math.min(most, filled));
    }

    /**
     * What the chart says about itself.
     *
     * @param left how many queues or devices the chart leaves out
     * @param what what is left out, "queue" or "device"
     */
    ChartHeader header(List<String> notes, int left, String what) {
        List<String> all = new ArrayList<>(notes);
        if (left > 0) {
            all.add(Durations.count(left, what) + " with fewer requests left out");
        }
        long requests = queues.stream().mapToLong(QueueRef::requests).sum();
        return new ChartHeader(trace, name(), startNs, fromNs, toNs, requests, all);
    }

    private String name() {
        List<Group> devices = devices();
        if (queues.size() == 1) {
            return queues.get(0).device() + " " + queues.get(0).name();
        }
        String queueCount = Durations.count(queues.size(), "queue");
        return devices.size() == 1
                ? devices.get(0).label() + ", " + queueCount
                : Durations.count(devices.size(), "device") + ", " + queueCount;
    }
}
