package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.negotiation.NegotiationModel;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.NegotiationText;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What each driver and device agreed on, attempt by attempt. */
final class NegotiationSection {
    static final String TITLE = "Negotiation";

    /** Devices that are told in full. */
    private static final int MOST_IN_FULL = 16;

    /** Attempts of a device in the overview: the first ones and, above all, the last ones. */
    private static final int FIRST = 2;

    private static final int LAST = 4;
    private static final int MOST_DETAILS = 8;

    private NegotiationSection() {}

    /** An attempt and whose it is. */
    private record Row(NegotiatedDevice device, DriverAttempt attempt) {}

    static List<Block> of(Postmortem postmortem) {
        NegotiationModel model = postmortem.negotiation();
        List<NegotiatedDevice> devices = model.devices();
        if (devices.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        Long startNs = model.trace().startNs();
        model.findings().forEach(finding -> blocks.add(finding(finding, startNs)));
        if (model.findings().isEmpty()) {
            blocks.add(new Block.Paragraph("Nothing stands out in what this capture shows."));
        }
        blocks.addAll(postmortem.handshakes());
        List<Row> rows = rows(devices);
        if (!rows.isEmpty()) {
            blocks.add(new Block.Exhibit(
                    "Attempts to bring a device up",
                    new Block.Grid(new Table<>(columns(startNs), rows)),
                    postmortem.invocation().command("negotiation")));
        }
        leftOut(devices, rows.size(), blocks);
        List<String> last = devices.stream()
                .filter(device -> !device.attempts().isEmpty())
                .limit(MOST_IN_FULL)
                .map(NegotiationSection::outcome)
                .toList();
        if (!last.isEmpty()) {
            blocks.add(new Block.Bullets(last));
        }
        devices.stream()
                .filter(device -> !device.attempts().isEmpty())
                .limit(MOST_IN_FULL)
                .forEach(device -> blocks.add(new DeviceStory(device, postmortem).details()));
        List<String> costs = NegotiationText.costs(devices);
        if (!costs.isEmpty()) {
            blocks.add(new Block.Details(
                    "What the last attempts go without, and what that costs", List.of(new Block.Bullets(costs))));
        }
        if (!model.notes().isEmpty()) {
            blocks.add(new Block.Details(
                    "What this capture cannot tell of the negotiation", List.of(new Block.Bullets(model.notes()))));
        }
        return blocks;
    }

    private static Block finding(NegotiationModel.Finding finding, Long startNs) {
        Severity severity = switch (finding.gravity()) {
            case CRITICAL -> Severity.CRITICAL;
            case WARNING -> Severity.WARNING;
            case NOTICE -> Severity.NOTICE;
        };
        List<String> details = new ArrayList<>(List.of(finding.text()));
        finding.details().stream().limit(MOST_DETAILS).forEach(details::add);
        if (finding.details().size() > MOST_DETAILS) {
            details.add("and " + (finding.details().size() - MOST_DETAILS) + " more");
        }
        String when = finding.ts() == null || startNs == null ? "" : " at " + Durations.offset(finding.ts() - startNs);
        return new Block.Finding(
                severity,
                finding.kind().replace('-', ' ').toUpperCase(Locale.ROOT),
                finding.device() + ", attempt " + finding.attempt() + when,
                details);
    }

    private static List<Row> rows(List<NegotiatedDevice> devices) {
        return devices.stream().flatMap(NegotiationSection::rows).toList();
    }

    private static Stream<Row> rows(NegotiatedDevice device) {
        return shown(device).stream().map(attempt -> new Row(device, attempt));
    }

    /** The attempts of a device that are told: all, unless there are many. */
    static List<DriverAttempt> shown(NegotiatedDevice device) {
        List<DriverAttempt> all = device.attempts();
        return all.size() <= FIRST + LAST
                ? all
                : Stream.concat(all.subList(0, FIRST).stream(), all.subList(all.size() - LAST, all.size()).stream())
                        .toList();
    }

    private static void leftOut(List<NegotiatedDevice> devices, int shown, List<Block> blocks) {
        int attempts =
                devices.stream().mapToInt(device -> device.attempts().size()).sum();
        if (attempts > shown) {
            blocks.add(new Block.Paragraph((attempts - shown) + " attempts between the first and the last ones are left"
                    + " out; the command has them."));
        }
        long told =
                devices.stream().filter(device -> !device.attempts().isEmpty()).count();
        if (told > MOST_IN_FULL) {
            blocks.add(new Block.Paragraph(
                    (told - MOST_IN_FULL) + " more devices are not told in full; the command does with --device."));
        }
        if (told < devices.size()) {
            blocks.add(new Block.Paragraph((devices.size() - told) + (told == 0 ? "" : " further")
                    + (devices.size() - told == 1 ? " device shows" : " devices show")
                    + " no driver that brings it up in this capture."));
        }
    }

    private static List<Column<Row>> columns(Long startNs) {
        return List.of(
                Column.of("device", "Device", Unit.TEXT, row -> row.device().device()),
                Column.of(
                        "attempt", "Attempt", Unit.NUMBER, row -> row.attempt().attempt()),
                Column.of("driver", "Driver", Unit.TEXT, row -> NegotiationText.driver(row.attempt())),
                Column.optional(1, "offset", "From start", Unit.TEXT, row -> offset(row.attempt(), startNs)),
                Column.optional(
                        1,
                        "ready_ns",
                        "Ready after",
                        Unit.DURATION,
                        row -> NegotiationText.readyAfterNs(row.attempt())),
                Column.optional(
                        1, "lasted_ns", "Reset after", Unit.DURATION, row -> NegotiationText.lastedNs(row.attempt())),
                Column.of("outcome", "Outcome", Unit.TEXT, row -> row.attempt().outcome()),
                Column.optional(
                        1,
                        "interface",
                        "Interface",
                        Unit.TEXT,
                        row -> row.attempt().interfaceKind()),
                Column.optional(
                        1,
                        "queues",
                        "Queues",
                        Unit.COUNT,
                        row -> row.attempt().queues().size()),
                Column.optional(
                        1,
                        "accepted_mask",
                        "Accepted",
                        Unit.TEXT,
                        row -> row.attempt().acceptedMask()));
    }

    private static String offset(DriverAttempt attempt, Long startNs) {
        return attempt.startNs() == null || startNs == null ? null : Durations.offset(attempt.startNs() - startNs);
    }

    /** The features of a device's last attempt in a sentence. */
    private static String outcome(NegotiatedDevice device) {
        DriverAttempt last = device.attempts().get(device.attempts().size() - 1);
        StringBuilder text = new StringBuilder(device.device()).append(": ").append(DeviceStory.counts(last));
        if (last.refused() != null && !last.refused().isEmpty()) {
            text.append("; refused ").append(String.join(", ", last.refused()));
        }
        if (!last.unmetDependencies().isEmpty()) {
            text.append("; unmet dependencies: ").append(String.join("; ", last.unmetDependencies()));
        }
        return text.append('.').toString();
    }
}
