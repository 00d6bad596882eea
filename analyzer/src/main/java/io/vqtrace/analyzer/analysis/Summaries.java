package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.read.TraceManifest;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.Gaps;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventKind;
import io.vqtrace.virtio.DeviceStatus;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import java.util.List;

/** Makes the summaries of trace and devices. */
final class Summaries {
    private Summaries() {}

    static TraceSummary of(TraceSession session) {
        TraceManifest manifest = session.files().manifest();
        long resolution = manifest.clock().resolutionNs();
        return new TraceSummary(
                manifest.source(),
                manifest.mode(),
                manifest.level(),
                session.window().startNs(),
                session.window().durationNs(),
                session.events(),
                session.requests(),
                manifest.dropped(),
                manifest.canShow(EventKind.GAP) ? gaps(session.gaps()) : null,
                manifest.importCount("unparsed_lines"),
                session.files().complete(),
                new TraceSummary.ClockSummary(manifest.clock().source(), resolution > 0 ? resolution : null));
    }

    private static TraceSummary.GapSummary gaps(Gaps gaps) {
        return new TraceSummary.GapSummary(gaps.rows(), gaps.lost(), gaps.longestNs());
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
