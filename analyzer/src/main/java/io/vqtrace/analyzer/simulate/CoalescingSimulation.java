package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.QueueInfo;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.simulate.CoalescingModel.QueueCoalescing;
import io.vqtrace.analyzer.simulate.CoalescingModel.SettingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Simulates other settings of interrupt moderation on the completions of a trace. Needs memory as
 * {@link TrafficCollector} says, and some nanoseconds a completion and setting.
 */
public final class CoalescingSimulation {
    private static final double SECOND_NS = 1e9;
    private static final String RECORDED = "recorded";

    private final CoalescingOptions options;
    private final TrafficCollector collector = new TrafficCollector();

    /**
     * Makes a simulation of one trace.
     *
     * @param options what to simulate
     */
    public CoalescingSimulation(CoalescingOptions options) {
        this.options = options;
    }

    /**
     * Adds what the simulation needs to the options of the session that it will run on.
     *
     * @param session options of a session that is to be opened
     * @return the same options
     */
    public SessionOptions.Builder prepare(SessionOptions.Builder session) {
        return session.consumers(collector);
    }

    /**
     * Runs all settings. What was collected is gone afterwards.
     *
     * @param session the session opened with the options of {@link #prepare}
     * @return the results; without queues if the trace has no times
     */
    public CoalescingModel run(TraceSession session) {
        List<QueueCoalescing> queues = new ArrayList<>();
        boolean timed = session.window().timed();
        Map<QueueKey, QueueTraffic> traffic = timed ? collector.finish() : Map.of();
        grouped(traffic, session).forEach(group -> queues.add(simulate(session, group)));
        CoalescingNotes notes = new CoalescingNotes(session, options, traffic.values());
        return new CoalescingModel(
                Analyses.trace(session),
                options.perDevice() ? "device" : "queue",
                options.maxAddedP99Ns(),
                options.maxInterruptsPerS(),
                queues,
                notes.assumptions(),
                notes.limits());
    }

    /** The queues that share a moderation. */
    private List<Map<QueueKey, QueueTraffic>> grouped(Map<QueueKey, QueueTraffic> traffic, TraceSession session) {
        Map<QueueKey, Map<QueueKey, QueueTraffic>> groups = new TreeMap<>();
        traffic.forEach((key, times) -> {
            if (times.completions() > 0 && session.queues().contains(key)) {
                QueueKey group = options.perDevice() ? new QueueKey(key.device(), 0) : key;
                groups.computeIfAbsent(group, any -> new TreeMap<>()).put(key, times);
            }
        });
        return List.copyOf(groups.values());
    }

    private QueueCoalescing simulate(TraceSession session, Map<QueueKey, QueueTraffic> group) {
        QueueKey first = group.keySet().iterator().next();
        DeviceInfo device = session.catalog().device(first.device());
        QueueInfo queue = options.perDevice() ? null : session.catalog().queue(first);
        SimulationChoice choice = new SimulationChoice(session, group);
        QueueSimulation simulation = choice.simulation();
        List<SettingResult> results = new ArrayList<>();
        for (CoalescingSetting setting : options.settings()) {
            results.add(
                    result(setting, simulation.run(setting), session.window().durationNs()));
        }
        List<SettingResult> curve = TradeOff.curve(results);
        SettingResult knee = TradeOff.knee(curve);
        return new QueueCoalescing(
                device.displayName(),
                device.row().sourceId(),
                queue == null ? null : Integer.valueOf(first.queue()),
                queue == null ? null : queue.role(),
                choice.completions(),
                choice.unwanted(),
                simulation.method(),
                simulation.trust().confidence().label(),
                simulation.trust().limits(),
                recorded(session, group),
                results.stream().map(result -> marked(result, curve)).toList(),
                knee == null ? null : knee.setting(),
                TradeOff.choose(curve, options));
    }

    private static SettingResult result(CoalescingSetting setting, QueueSimulation.Outcome outcome, long windowNs) {
        AddedLatency added = outcome.addedLatencyNs();
        return new SettingResult(
                setting.label(),
                setting.frames(),
                setting.usecs(),
                setting.adaptive(),
                outcome.interrupts(),
                outcome.interrupts() * SECOND_NS / Math.max(1, windowNs + outcome.stretchNs()),
                ratio(added, outcome.interrupts()),
                added,
                false);
    }

    private static Double ratio(AddedLatency added, long interrupts) {
        return interrupts == 0 || added == null ? null : Double.valueOf((double) added.count() / interrupts);
    }

    private static SettingResult marked(SettingResult result, List<SettingResult> curve) {
        return new SettingResult(
                result.setting(),
                result.frames(),
                result.usecs(),
                result.adaptive(),
                result.interrupts(),
                result.interruptsPerS(),
                result.completionsPerInterrupt(),
                result.addedLatencyNs(),
                curve.contains(result));
    }

    private static SettingResult recorded(TraceSession session, Map<QueueKey, QueueTraffic> group) {
        if (!CoalescingNotes.showsInterrupts(session)) {
            return null;
        }
        long interrupts = group.values().stream()
                .mapToLong(times -> times.interruptsNs().length)
                .sum();
        long completions = group.values().stream()
                .mapToLong(times -> times.completions() - times.unwanted())
                .sum();
        return new SettingResult(
                RECORDED,
                null,
                null,
                false,
                interrupts,
                interrupts * SECOND_NS / Math.max(1, session.window().durationNs()),
                interrupts == 0 ? null : Double.valueOf((double) completions / interrupts),
                recordedLatency(group),
                false);
    }

    private static AddedLatency recordedLatency(Map<QueueKey, QueueTraffic> group) {
        if (group.values().stream().map(QueueTraffic::noticeNs).anyMatch(Objects::isNull)) {
            return null;
        }
        long longest = group.values().stream()
                .mapToLong(QueueTraffic::longestNoticeNs)
                .max()
                .orElse(0);
        DelayCounts delays = new DelayCounts(longest);
        group.values().forEach(times -> times.addNoticesTo(delays));
        return delays.summary();
    }
}
