package io.vqtrace.analyzer.chart;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final String QUEUES = """
            with shown as (select cast(? as bigint) as start, cast(? as bigint) as stop),
                 traffic as (
                    select device_id, queue, count(*) as requests,
                           count(*) filter ("end" = 'used' and ts_used >= start and ts_used < stop) as completed
                    from requests, shown
                    where coalesce(ts_pop, ts_used) < stop and coalesce(ts_used, stop) >= start
                    group by device_id, queue)
            select q.device_id, q.device, q.queue, q.role, q.kind, q.size, r.requests, r.completed
            from queues q join devices d using (device_id) join traffic r using (device_id, queue)
            where (? is null or d.device = ? or d.source_id = ?) and (? is null or q.queue = ?)
            order by requests desc, q.device_id, q.queue""";

    /**
     * Finds what the options select.
     *
     * @param kind what is to be drawn, for the messages
     * @throws ChartUnavailableException if the capture has no times or the selection holds no request
     */
    static Scope of(Views views, String trace, ChartOptions options, ChartKind kind)
            throws SQLException, ChartUnavailableException {
        Map<String, Object> facts = new LinkedHashMap<>();
        views.each("""
                select start_ns, end_ns, clock_source, clock_resolution_ns,
                       (select count(outstanding) from requests) as outstanding from trace""", row -> readTrace(row, facts));
        if ("none".equals(facts.get("clock_source"))) {
            throw new ChartUnavailableException(trace + " has no times: a " + kind.label()
                    + " chart needs a log that QEMU wrote with `-msg timestamp=on`");
        }
        if (facts.get("start_ns") == null) {
            throw new ChartUnavailableException(trace + " holds no event: there is nothing to draw");
        }
        long start = (Long) facts.get("start_ns");
        long from = options.fromNs() == null ? start : Math.max(start, options.fromNs());
        long end = (Long) facts.get("end_ns") + 1;
        long to = options.toNs() == null ? end : Math.min(end, options.toNs());
        if (from >= to) {
            throw new ChartUnavailableException(trace + " holds no event between --from and --to");
        }
        List<QueueRef> queues = new ArrayList<>();
        String device = options.device();
        Integer queue = options.queue();
        views.each(QUEUES, row -> queues.add(readQueue(row)), from, to, device, device, device, queue, queue);
        if (queues.isEmpty()) {
            throw new ChartUnavailableException(trace + selection(options) + " holds no request: a " + kind.label()
                    + " chart needs `-trace virtqueue_*` and traffic");
        }
        long resolution = facts.get("resolution") == null ? 1 : Math.max(1, (Long) facts.get("resolution"));
        return new Scope(trace, start, from, to, resolution, (Long) facts.get("outstanding") == 0, queues);
    }

    private static void readTrace(ResultSet row, Map<String, Object> facts) throws SQLException {
        facts.put("start_ns", row.getObject("start_ns", Long.class));
        facts.put("end_ns", row.getObject("end_ns", Long.class));
        facts.put("clock_source", row.getString("clock_source"));
        facts.put("resolution", row.getObject("clock_resolution_ns", Long.class));
        facts.put("outstanding", row.getLong("outstanding"));
    }

    private static QueueRef readQueue(ResultSet row) throws SQLException {
        return new QueueRef(
                row.getInt("device_id"),
                row.getString("device"),
                row.getInt("queue"),
                row.getString("role"),
                "supply".equals(row.getString("kind")),
                row.getObject("size", Integer.class),
                row.getLong("requests"),
                row.getLong("completed"));
    }

    private static String selection(ChartOptions options) {
        String selection = options.device() == null ? "" : " device " + options.device();
        return selection + (options.queue() == null ? "" : " queue " + options.queue());
    }

    Scope only(Predicate<QueueRef> wanted) {
        return new Scope(
                trace,
                startNs,
                fromNs,
                toNs,
                resolutionNs,
                lowerBound,
                queues.stream().filter(wanted).toList());
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
        return new Scope(
                trace,
                startNs,
                fromNs,
                toNs,
                resolutionNs,
                lowerBound,
                queues.stream()
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
