package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.OpenRequests;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.sweep.Drops;
import io.vqtrace.analyzer.sweep.Notifications;
import io.vqtrace.analyzer.sweep.QueueFacts;
import io.vqtrace.analyzer.sweep.QueueSweep;
import io.vqtrace.analyzer.sweep.Sweep;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Loads a trace for a session: one pass over the events, then what depends on all of them. */
final class SessionLoader {
    private final TraceFiles files;
    private final SessionOptions options;
    private final Catalog catalog;
    private final Window window;
    private final LoadStatistics statistics = new LoadStatistics();
    private final OpenRequests openRequests = new OpenRequests();
    private final FaultCounts faults = new FaultCounts();
    private final Drops drops = new Drops();
    private final Sweep sweep;
    private final Notifications notifications;

    SessionLoader(TraceFiles files, SessionOptions options, Catalog catalog, Window window) {
        this.files = files;
        this.options = options;
        this.catalog = catalog;
        this.window = window;
        Set<SessionOptions.Inspection> asked = options.inspections();
        boolean needless = asked.contains(SessionOptions.Inspection.NEEDLESS);
        boolean notify = needless || asked.contains(SessionOptions.Inspection.NOTIFY);
        sweep = window.timed() && asked.contains(SessionOptions.Inspection.SWEEP)
                ? new Sweep(this::facts, catalog.resets())
                : null;
        notifications = window.timed() && notify ? new Notifications(needless) : null;
    }

    private QueueFacts facts(QueueKey key) {
        QueueInfo queue = catalog.queue(key);
        return new QueueFacts(queue.size(), entries(queue), queue.supply());
    }

    /** A recorder counts ring entries; of an import's descriptors only those outside of indirect tables are some. */
    private QueueFacts.Entries entries(QueueInfo queue) {
        if (files.manifest().recorded() || Boolean.FALSE.equals(queue.indirect())) {
            return QueueFacts.Entries.COUNTED;
        }
        return queue.indirect() == null ? QueueFacts.Entries.ONE_AT_LEAST : QueueFacts.Entries.ONE;
    }

    /**
     * Loads.
     *
     * @param database where to, or null if no module asks for events
     * @param columns the columns of {@code raw.events}
     * @param sql creates what is wanted from the stream
     */
    LoadedTrace load(Database database, Set<EventColumn> columns, String sql, EventFilter filter)
            throws IOException, SQLException {
        if (database == null
                && options.inspections().isEmpty()
                && options.consumers().isEmpty()) {
            return unread();
        }
        List<EventConsumer> consumers = new ArrayList<>(List.of(statistics, openRequests));
        if (files.manifest().canShow(EventKind.FAULT)) {
            consumers.add(faults);
        }
        if (window.timed() && files.manifest().canShow(EventKind.DROP)) {
            consumers.add(drops);
        }
        if (sweep != null) {
            consumers.add(sweep);
        }
        if (notifications != null) {
            consumers.add(notifications);
        }
        consumers.addAll(options.consumers());
        EventLoad load = new EventLoad(files, filter, consumers);
        if (database == null) {
            load.past();
        } else {
            load.into(database.connection(), columns, sql);
        }
        return loaded(columns, filter);
    }

    /** What is known of a trace whose events nobody asks for. */
    private LoadedTrace unread() {
        long used = files.manifest().byKind() == null
                ? 0
                : files.manifest().byKind().getOrDefault(EventKind.USED, 0L);
        return new LoadedTrace(
                files.manifest().events(),
                used,
                List.of(),
                new TreeSet<>(),
                Set.of(),
                new Gaps(),
                Map.of(),
                Map.of(),
                false,
                false,
                Map.of(),
                Map.of(),
                Set.of());
    }

    private LoadedTrace loaded(Set<EventColumn> columns, EventFilter filter) throws IOException {
        List<Map<EventColumn, Long>> open =
                statistics.count(EventKind.OPEN) > 0 ? openRequests.resolve(files) : List.of();
        statistics.devices().forEach(catalog::device);
        SortedSet<QueueKey> queues = new TreeSet<>(statistics.queues());
        if (options.fromNs() != null || options.toNs() != null) {
            // A queue without an event in the window is idle, not absent.
            catalog.configuredQueues().stream().filter(filter::selects).forEach(queues::add);
        }
        return new LoadedTrace(
                statistics.rows(),
                statistics.count(EventKind.USED),
                open,
                queues,
                statistics.devices(),
                statistics.gaps(),
                drops.finish(options.saturation()),
                faults.counts(),
                statistics.waits(),
                statistics.agedInterrupts(),
                sweep(open),
                notifications == null ? Map.of() : notifications.finish(statistics.gaps()::of),
                columns);
    }

    private Map<QueueKey, QueueSweep> sweep(List<Map<EventColumn, Long>> open) {
        if (sweep == null) {
            return Map.of();
        }
        sweep.addOpen(open);
        // A request that was taken before the first event of the trace belongs to the trace.
        long start = options.fromNs() == null ? Math.min(window.startNs(), sweep.firstPopNs()) : window.startNs();
        return sweep.finish(start, window.endNs(), options.saturation(), statistics.gaps()::of);
    }
}
