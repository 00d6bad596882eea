package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.read.TraceManifest;
import io.vqtrace.analyzer.sweep.ConditionEpisode;
import io.vqtrace.analyzer.sweep.DepthSeries;
import io.vqtrace.analyzer.sweep.QueueSweep;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.QueueStateRow;
import io.vqtrace.trace.StateColumn;
import io.vqtrace.virtio.FeatureSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** Writes the SQL that fills the tables of schema {@code raw} under the modules' views. */
final class BaseTables {
    private static final String CREATE = "CREATE TABLE raw.";

    private final TraceFiles files;
    private final Catalog catalog;
    private final Window window;
    private final LoadedTrace loaded;

    BaseTables(TraceFiles files, Catalog catalog, Window window, LoadedTrace loaded) {
        this.files = files;
        this.catalog = catalog;
        this.window = window;
        this.loaded = loaded;
    }

    /** Returns what a module's views stand on, beside {@code raw.events}; the empty string if that is nothing. */
    String sql(String module) {
        return switch (module) {
            case "trace" -> trace();
            case "devices" -> devices();
            case "queues" -> queues();
            case "queue_states" -> queueStates();
            case "negotiation" -> negotiation();
            case "requests" -> openRequests();
            case "depth" -> depth();
            case "episodes" -> episodes();
            case "moderation" -> NotificationTables.overTime(loaded.notifications());
            case "late_interrupts" -> NotificationTables.longest(loaded.notifications());
            default -> "";
        };
    }

    private String trace() {
        TraceManifest manifest = files.manifest();
        Object[] row = {
            manifest.source(),
            manifest.producer(),
            manifest.version(),
            manifest.mode(),
            manifest.level(),
            window.startNs(),
            window.endNs(),
            window.durationNs(),
            loaded.events(),
            loaded.usedRows() + loaded.open().size(),
            manifest.dropped(),
            manifest.importCount("lines"),
            manifest.importCount("unparsed_lines"),
            files.complete(),
            manifest.clock().source(),
            manifest.clock().resolutionNs() > 0 ? manifest.clock().resolutionNs() : null
        };
        return CREATE + "trace (source VARCHAR, producer VARCHAR, version INTEGER, mode VARCHAR, level VARCHAR, "
                + "start_ns BIGINT, end_ns BIGINT, duration_ns BIGINT, events BIGINT, requests BIGINT, "
                + "dropped BIGINT, lines BIGINT, unparsed_lines BIGINT, complete BOOLEAN, clock_source VARCHAR, "
                + "clock_resolution_ns BIGINT);\n" + SqlText.insert("raw.trace", List.<Object[]>of(row));
    }

    private String devices() {
        List<Object[]> rows = new ArrayList<>();
        for (DeviceInfo device : catalog.devices()) {
            DeviceRow row = device.row();
            rows.add(new Object[] {
                row.device(),
                device.displayName(),
                row.type(),
                row.typeId(),
                row.transport(),
                row.sourceId(),
                row.backend(),
                row.address(),
                row.model(),
                device.ring(),
                row.events(),
                row.join(),
                low(device.offered()),
                high(device.offered()),
                low(device.accepted()),
                high(device.accepted()),
                device.status()
            });
        }
        return CREATE + "devices (device_id INTEGER, device VARCHAR, type VARCHAR, type_id INTEGER, "
                + "transport VARCHAR, source_id VARCHAR, backend VARCHAR, address VARCHAR, model VARCHAR, "
                + "ring VARCHAR, events BIGINT, \"join\" VARCHAR, offered_low UBIGINT, offered_high UBIGINT, "
                + "accepted_low UBIGINT, accepted_high UBIGINT, status INTEGER);\n"
                + SqlText.insert("raw.devices", rows);
    }

    private static Object low(FeatureSet features) {
        return features == null ? null : SqlText.unsigned(features.low());
    }

    private static Object high(FeatureSet features) {
        return features == null ? null : SqlText.unsigned(features.high());
    }

    private String name(int device) {
        return catalog.device(device).displayName();
    }

    private String queues() {
        SortedSet<QueueKey> keys = new TreeSet<>(catalog.configuredQueues());
        keys.addAll(loaded.queues());
        List<Object[]> rows = new ArrayList<>();
        for (QueueKey key : keys) {
            QueueInfo queue = catalog.queue(key);
            rows.add(new Object[] {
                key.device(),
                name(key.device()),
                key.queue(),
                queue.role(),
                queue.kind(),
                queue.ring(),
                queue.size(),
                queue.maxSize(),
                queue.vector(),
                queue.indirect(),
                configured(key)
            });
        }
        return CREATE + "queues (device_id INTEGER, device VARCHAR, queue INTEGER, role VARCHAR, kind VARCHAR, "
                + "ring VARCHAR, size INTEGER, max_size INTEGER, vector INTEGER, indirect BOOLEAN, "
                + "configured_ns BIGINT);\n" + SqlText.insert("raw.queues", rows) + configurations();
    }

    private Long configured(QueueKey key) {
        return files.queues().stream()
                .filter(row -> row.device() == key.device() && row.queue() == key.queue() && row.ts() != null)
                .map(QueueRow::ts)
                .findFirst()
                .orElse(null);
    }

    private String configurations() {
        List<Object[]> rows = new ArrayList<>();
        for (QueueRow row : files.queues()) {
            rows.add(new Object[] {
                row.device(),
                name(row.device()),
                row.queue(),
                row.role(),
                row.kind(),
                row.ring(),
                row.size(),
                row.maxSize(),
                row.vector(),
                SqlText.unsigned(row.descAddr()),
                SqlText.unsigned(row.driverAddr()),
                SqlText.unsigned(row.deviceAddr()),
                row.ts(),
                row.source()
            });
        }
        return CREATE + "queue_configurations (device_id INTEGER, device VARCHAR, queue INTEGER, role VARCHAR, "
                + "kind VARCHAR, ring VARCHAR, size INTEGER, max_size INTEGER, vector INTEGER, desc_addr UBIGINT, "
                + "driver_addr UBIGINT, device_addr UBIGINT, ts BIGINT, source VARCHAR);\n"
                + SqlText.insert("raw.queue_configurations", rows);
    }

    private String queueStates() {
        List<String> columns =
                new ArrayList<>(List.of("device_id INTEGER", "device VARCHAR", "queue INTEGER", "ts BIGINT"));
        for (StateColumn column : StateColumn.values()) {
            columns.add(column.label() + " BIGINT");
        }
        List<Object[]> rows = new ArrayList<>();
        for (QueueStateRow row : files.queueStates()) {
            List<Object> values =
                    new ArrayList<>(Arrays.asList(row.device(), name(row.device()), row.queue(), row.ts()));
            for (StateColumn column : StateColumn.values()) {
                values.add(row.get(column));
            }
            rows.add(values.toArray());
        }
        return CREATE + "queue_states (" + String.join(", ", columns) + ");\n"
                + SqlText.insert("raw.queue_states", rows);
    }

    private String negotiation() {
        List<Object[]> rows = new ArrayList<>();
        for (NegotiationRow row : files.negotiation()) {
            rows.add(new Object[] {
                row.device(),
                name(row.device()),
                row.ts(),
                row.step().label(),
                row.queue(),
                row.value(),
                SqlText.unsigned(row.featuresLow()),
                SqlText.unsigned(row.featuresHigh()),
                row.actor(),
                row.thread(),
                row.source(),
                row.detail()
            });
        }
        return CREATE + "negotiation (device_id INTEGER, device VARCHAR, ts BIGINT, step VARCHAR, queue INTEGER, "
                + "value BIGINT, features_low UBIGINT, features_high UBIGINT, actor VARCHAR, thread INTEGER, "
                + "source VARCHAR, detail VARCHAR);\n" + SqlText.insert("raw.negotiation", rows);
    }

    private String openRequests() {
        List<String> names = loaded.columns().stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();
        StringBuilder sql = new StringBuilder("CREATE TABLE raw.open_requests AS SELECT ")
                .append(String.join(", ", names))
                .append(" FROM raw.events LIMIT 0;\n");
        List<Object[]> rows = new ArrayList<>();
        loaded.open()
                .forEach(open ->
                        rows.add(loaded.columns().stream().map(open::get).toArray(Object[]::new)));
        return sql.append(SqlText.insert("raw.open_requests", rows)).toString();
    }

    private String depth() {
        List<Object[]> series = new ArrayList<>();
        List<Object[]> distribution = new ArrayList<>();
        loaded.sweeps().forEach((key, sweep) -> {
            String device = name(key.device());
            boolean published = sweep.outstanding() != null;
            DepthSeries buckets = sweep.series();
            for (int i = 0; i < buckets.buckets(); i++) {
                series.add(new Object[] {
                    device,
                    key.device(),
                    key.queue(),
                    buckets.startNs(i),
                    buckets.endNs(i),
                    buckets.inFlightMax(i),
                    buckets.inFlightMean(i),
                    published ? buckets.outstandingMax(i) : null,
                    published ? buckets.outstandingMean(i) : null
                });
            }
            for (int depth = 0; depth <= sweep.inFlight().max(); depth++) {
                distribution.add(new Object[] {
                    device, key.device(), key.queue(), depth, sweep.inFlight().nsAt(depth)
                });
            }
        });
        return CREATE + "depth (device VARCHAR, device_id INTEGER, queue INTEGER, ts BIGINT, until_ns BIGINT, "
                + "in_flight_max INTEGER, in_flight_mean DOUBLE, outstanding_max INTEGER, outstanding_mean DOUBLE);\n"
                + SqlText.insert("raw.depth", series)
                + CREATE + "depth_distribution (device VARCHAR, device_id INTEGER, queue INTEGER, "
                + "in_flight INTEGER, ns BIGINT);\n" + SqlText.insert("raw.depth_distribution", distribution);
    }

    private String episodes() {
        List<Object[]> rows = new ArrayList<>();
        loaded.sweeps().forEach((key, sweep) -> {
            add(rows, key, "ring-full", sweep.full());
            add(rows, key, sweep.outstanding() == null ? "plateau" : "capped", atMaximum(sweep));
            add(rows, key, "backend-bound", sweep.backendBound());
            add(rows, key, "stalled", sweep.stalls());
        });
        loaded.drops().forEach((key, drops) -> {
            if (catalog.queue(key).supply()) {
                add(rows, key, "starved", drops.episodes());
            }
        });
        return CREATE + "episodes (device VARCHAR, device_id INTEGER, queue INTEGER, kind VARCHAR, start_ns BIGINT, "
                + "end_ns BIGINT, duration_ns BIGINT, depth INTEGER);\n" + SqlText.insert("raw.episodes", rows);
    }

    private static List<ConditionEpisode> atMaximum(QueueSweep sweep) {
        return sweep.outstanding() == null ? sweep.plateau() : sweep.capped();
    }

    private void add(List<Object[]> rows, QueueKey key, String kind, List<ConditionEpisode> episodes) {
        for (ConditionEpisode episode : episodes) {
            rows.add(new Object[] {
                name(key.device()),
                key.device(),
                key.queue(),
                kind,
                episode.startNs(),
                episode.endNs(),
                episode.durationNs(),
                episode.depth()
            });
        }
    }
}
