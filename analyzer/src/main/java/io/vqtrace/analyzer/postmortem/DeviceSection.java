package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.DeviceSummary;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.List;

/** The devices. */
final class DeviceSection {

    private DeviceSection() {}

    static List<Block> of(Postmortem postmortem) {
        List<DeviceSummary> devices = postmortem.report().devices();
        if (devices.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Exhibit(
                "Devices",
                new Block.Grid(new Table<>(columns(), devices)),
                postmortem.invocation().command("report")));
        blocks.addAll(NameMatch.doubts(devices, DeviceSummary::device, DeviceSummary::join));
        return blocks;
    }

    private static List<Column<DeviceSummary>> columns() {
        return List.of(
                Column.of("device", "Device", Unit.TEXT, DeviceSummary::device),
                Column.of("type", "Type", Unit.TEXT, DeviceSummary::type),
                Column.optional(1, "backend", "Backend", Unit.TEXT, DeviceSummary::backend),
                Column.optional(1, "transport", "Transport", Unit.TEXT, DeviceSummary::transport),
                Column.optional(1, "address", "Address", Unit.TEXT, DeviceSummary::address),
                Column.optional(1, "ring", "Ring", Unit.TEXT, DeviceSummary::ring),
                Column.optional(1, "features", "Accepted / offered", Unit.TEXT, DeviceSection::counts),
                Column.optional(1, "status", "Last status", Unit.TEXT, DeviceSummary::status),
                Column.optional(1, "events", "Emulated events", Unit.COUNT, DeviceSummary::events),
                Column.optional(1, "source_id", "Source id", Unit.TEXT, DeviceSummary::sourceId),
                Column.optional(1, "join", "Name match", Unit.TEXT, device -> NameMatch.word(device.join())));
    }

    private static String counts(DeviceSummary device) {
        DeviceSummary.Features features = device.features();
        return features == null ? null : size(features.accepted()) + " / " + size(features.offered());
    }

    private static String size(List<String> features) {
        return features == null ? Unit.UNOBSERVED : Integer.toString(features.size());
    }
}
