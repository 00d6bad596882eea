package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.read.TraceManifest;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventKind;
import io.vqtrace.virtio.DeviceStatus;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import java.util.List;

/** Makes the summaries of trace and devices. */
public final class Summaries {
    private Summaries() {}

    /**
     * Summarises a trace from its manifest alone, without DuckDB.
     *
     * @param files the trace
     * @return the summary of the whole trace
     */
    public static TraceSummary of(TraceFiles files) {
        TraceManifest manifest = files.manifest();
        long requests = manifest.byKind() == null
                ? 0
                : manifest.byKind().getOrDefault(EventKind.USED, 0L)
                        + manifest.byKind().getOrDefault(EventKind.OPEN, 0L);
        Long start = manifest.startNs();
        Long duration = start == null ? null : Long.valueOf(manifest.endNs() - start);
        return summary(files, start, duration, manifest.events(), requests);
    }

    static TraceSummary of(TraceSession session) {
        return summary(
                session.files(),
                session.window().startNs(),
                session.window().durationNs(),
                session.events(),
                session.requests());
    }

    private static TraceSummary summary(TraceFiles files, Long startNs, Long durationNs, long events, long requests) {
        TraceManifest manifest = files.manifest();
        long resolution = manifest.clock().resolutionNs();
        return new TraceSummary(
                manifest.source(),
                startNs,
                durationNs,
                events,
                requests,
                manifest.dropped(),
                manifest.importCount("unparsed_lines"),
                files.complete(),
                new TraceSummary.ClockSummary(manifest.clock().source(), resolution > 0 ? resolution : null));
    }

    static DeviceSummary of(DeviceInfo device) {
        DeviceRow row = device.row();
        DeviceType type = row.type() == null ? null : DeviceType.ofName(row.type());
        return new DeviceSummary(
                device.displayName(),
                row.type(),
                row.sourceId(),
                row.transport(),
                row.backend(),
                device.ring(),
                device.offered() == null && device.accepted() == null
                        ? null
                        : new DeviceSummary.Features(names(device.offered(), type), names(device.accepted(), type)),
                device.status() == null ? null : DeviceStatus.names(device.status()),
                row.model(),
                row.address(),
                row.events(),
                row.join());
    }

    private static List<String> names(FeatureSet features, DeviceType type) {
        return features == null ? null : features.names(type);
    }
}
