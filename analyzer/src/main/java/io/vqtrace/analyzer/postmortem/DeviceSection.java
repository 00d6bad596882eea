package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.DeviceSummary;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The devices, and what each side offered and accepted so far as the capture shows it. */
final class DeviceSection {

    /** Devices whose features are listed one by one. */
    private static final int MOST_IN_FULL = 16;

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
        List<DeviceSummary> negotiated =
                devices.stream().filter(device -> device.features() != null).toList();
        if (negotiated.isEmpty()) {
            blocks.add(new Block.Paragraph("Offered and accepted features are not observable in this capture: needs QMP"
                    + " answers (--facts) or a recorder."));
        }
        negotiated.stream().limit(MOST_IN_FULL).forEach(device -> blocks.add(features(postmortem, device)));
        if (negotiated.size() > MOST_IN_FULL) {
            blocks.add(new Block.Paragraph("The features of " + (negotiated.size() - MOST_IN_FULL)
                    + " more devices are left out; --format json has them."));
        }
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

    /** One feature of a device; null is not seen. */
    private record Feature(String name, Boolean offered, Boolean accepted) {}

    private static Block features(Postmortem postmortem, DeviceSummary device) {
        List<String> offered = device.features().offered();
        List<String> accepted = device.features().accepted();
        List<Feature> features = Stream.of(offered, accepted)
                .filter(names -> names != null)
                .flatMap(List::stream)
                .distinct()
                .map(name -> new Feature(
                        name,
                        offered == null ? null : Boolean.valueOf(offered.contains(name)),
                        accepted == null ? null : Boolean.valueOf(accepted.contains(name))))
                .toList();
        List<Column<Feature>> columns = List.of(
                Column.of("feature", "Feature", Unit.TEXT, Feature::name),
                Column.of("offered", "Offered by the device", Unit.TEXT, feature -> yes(feature.offered())),
                Column.of("accepted", "Accepted by the driver", Unit.TEXT, feature -> yes(feature.accepted())));
        String command = postmortem
                .invocation()
                .command("report", "--device", postmortem.deviceArguments().get(device.device()), "--format", "json");
        return new Block.Details(
                "Features of " + device.device() + ": " + size(accepted) + " accepted of " + size(offered) + " offered",
                List.of(new Block.Exhibit(
                        "Features of " + device.device(), new Block.Grid(new Table<>(columns, features)), command)));
    }

    private static String yes(Boolean known) {
        return known == null ? null : known ? "yes" : "no";
    }
}
