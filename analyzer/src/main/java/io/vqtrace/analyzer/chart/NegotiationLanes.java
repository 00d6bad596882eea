package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.negotiation.NegotiationModel;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Status;
import io.vqtrace.analyzer.negotiation.QueueSetup;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.text.Durations;
import io.vqtrace.virtio.DeviceStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;

/** Makes the lanes of the negotiation chart from what the analysis tells of each device. */
final class NegotiationLanes {
    private static final int MOST_LANES = 24;

    private NegotiationLanes() {}

    static JFreeChart draw(TraceSession session, String name, ChartOptions options)
            throws IOException, ChartUnavailableException {
        if (!session.files().manifest().clock().hasTimes()) {
            throw new ChartUnavailableException(
                    name + " has no times: a negotiation chart needs a log that QEMU wrote with `-msg timestamp=on`");
        }
        NegotiationModel model;
        try {
            model = Analyses.negotiation(session);
        } catch (SessionException e) {
            throw new ChartUnavailableException(e.getMessage(), e);
        }
        List<HandshakeLanes.Lane> lanes = new ArrayList<>();
        model.devices().stream()
                .filter(device -> options.device() == null
                        || options.device().equals(device.device())
                        || options.device().equals(device.sourceId()))
                .map(NegotiationLanes::lane)
                .filter(lane -> !lane.attempts().isEmpty())
                .forEach(lanes::add);
        if (lanes.isEmpty()) {
            throw new ChartUnavailableException(
                    name + " shows no driver bringing a device up: a negotiation chart needs"
                            + " virtio_set_status events from the guest's start on, or a recorder");
        }
        return NegotiationChart.draw(lanes(session, name, lanes));
    }

    private static HandshakeLanes lanes(TraceSession session, String name, List<HandshakeLanes.Lane> all) {
        List<HandshakeLanes.Lane> shown = all.size() > MOST_LANES ? all.subList(0, MOST_LANES) : all;
        HandshakeLanes drawn = new HandshakeLanes(header(session, name, shown, 0, 1, all.size()), shown);
        long[] times = drawn.times();
        long from = times[0];
        long to = Math.max(times[times.length - 1], from + 1);
        return new HandshakeLanes(header(session, name, shown, from, to, all.size()), shown);
    }

    private static ChartHeader header(
            TraceSession session, String name, List<HandshakeLanes.Lane> shown, long from, long to, int all) {
        Long start = session.files().manifest().startNs();
        String scope = shown.size() == 1 ? shown.get(0).label() : Durations.count(shown.size(), "device");
        List<String> notes = new ArrayList<>(List.of("whose driver it is (firmware, kernel) is a guess"));
        if (all > shown.size()) {
            notes.add(Durations.count(all - shown.size(), "device") + " left out: choose by --device");
        }
        return new ChartHeader(name, scope, start == null ? from : start, from, to, session.requests(), notes);
    }

    private static HandshakeLanes.Lane lane(NegotiatedDevice device) {
        return new HandshakeLanes.Lane(
                device.device(),
                device.attempts().stream()
                        .filter(attempt -> attempt.startNs() != null)
                        .map(NegotiationLanes::stretch)
                        .toList());
    }

    private static HandshakeLanes.Stretch stretch(DriverAttempt attempt) {
        long end = attempt.endNs() != null ? attempt.endNs() : lastNs(attempt);
        List<HandshakeLanes.Span> spans = new ArrayList<>();
        List<Status> steps =
                attempt.status().stream().filter(step -> step.ts() != null).toList();
        for (int i = 0; i < steps.size(); i++) {
            HandshakeState state = HandshakeState.of(steps.get(i).status());
            long until = i + 1 < steps.size() ? steps.get(i + 1).ts() : end;
            HandshakeLanes.Span before = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (state != null && before != null && before.state() == state) {
                spans.set(spans.size() - 1, new HandshakeLanes.Span(state, before.startNs(), until));
            } else if (state != null) {
                spans.add(new HandshakeLanes.Span(state, steps.get(i).ts(), until));
            }
        }
        return new HandshakeLanes.Stretch(
                attempt.attempt() + " "
                        + (attempt.driver().name() == null
                                ? ""
                                : attempt.driver().name() + "?"),
                summary(attempt),
                attempt.startNs(),
                end,
                spans,
                attempt.acceptedMask() == null ? null : featuresOkNs(steps),
                attempt.queues().stream()
                        .map(QueueSetup::ts)
                        .filter(Objects::nonNull)
                        .filter(ts -> ts >= attempt.startNs() && ts <= end)
                        .toList());
    }

    private static long lastNs(DriverAttempt attempt) {
        return Stream.concat(
                        attempt.status().stream().map(Status::ts),
                        attempt.queues().stream().map(QueueSetup::ts))
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .reduce(attempt.startNs(), Math::max);
    }

    private static Long featuresOkNs(List<Status> steps) {
        return steps.stream()
                .filter(step -> DeviceStatus.FEATURES_OK.in(step.status()))
                .map(Status::ts)
                .findFirst()
                .orElse(null);
    }

    private static String summary(DriverAttempt attempt) {
        List<String> words = new ArrayList<>();
        if (attempt.accepted() != null) {
            words.add(attempt.accepted().size()
                    + (attempt.offered() == null
                            ? ""
                            : " of " + attempt.offered().size())
                    + " features");
        }
        if (!attempt.queues().isEmpty()) {
            words.add(Durations.count(attempt.queues().size(), "queue"));
        }
        return String.join(", ", words);
    }
}
