package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.read.QueueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts a simulation to the test with what is known: it has to reproduce what was recorded, and where it models the driver
 * its answer must not hang on costs that the trace tells only roughly.
 */
final class SimulationCheck {
    /** By how much an answer may be off. */
    private static final double TOLERANCE = 0.05;

    private static final double[] COSTS = {0.95, 1.05};
    private static final int SAMPLE = 10_000;
    private static final double PERCENT = 100;

    private SimulationCheck() {}

    static QueueSimulation checked(
            QueueSimulation simulation, Map<QueueKey, QueueTraffic> group, List<CoalescingSetting> settings) {
        Trust trust = simulation.trust();
        if (group.size() == 1) {
            trust = reproduced(simulation, group.values().iterator().next(), trust);
        }
        if (simulation instanceof DriverSimulation driven) {
            return driven.with(steady(driven, settings, trust));
        }
        return simulation instanceof ReplaySimulation replayed ? replayed.with(trust) : simulation;
    }

    private static Trust reproduced(QueueSimulation simulation, QueueTraffic traffic, Trust trust) {
        CoalescingSetting setting = traffic.noticeNs() == null || traffic.completions() < DriverFit.FEWEST
                ? null
                : RecordedSetting.of(traffic);
        if (setting == null) {
            return trust;
        }
        QueueSimulation.Outcome outcome = simulation.run(setting);
        DelayCounts recorded = new DelayCounts(traffic.longestNoticeNs());
        traffic.addNoticesTo(recorded);
        int interrupts = traffic.interruptsNs().length;
        double rate = off(outcome.interrupts(), interrupts);
        double mean = setting.moderates() && outcome.addedLatencyNs() != null && recorded.count() > 0
                ? off(outcome.addedLatencyNs().mean(), recorded.summary().mean())
                : 0;
        return Math.max(rate, mean) <= TOLERANCE
                ? trust
                : trust.but(
                        Confidence.UNRELIABLE,
                        String.format(
                                Locale.ROOT,
                                "simulating what was recorded (%s) does not reproduce it: interrupts are off by %.0f %%,"
                                        + " added latency by %.0f %%; when the driver wants interrupts, or what the"
                                        + " device did beside its moderation, depends on the timing",
                                setting.label(),
                                rate * PERCENT,
                                mean * PERCENT));
    }

    private static Trust steady(DriverSimulation simulation, List<CoalescingSetting> settings, Trust trust) {
        List<String> unsteady = new ArrayList<>();
        for (CoalescingSetting setting : settings) {
            QueueSimulation.Outcome usual =
                    simulation.with(simulation.driver(), SAMPLE).run(setting);
            for (double cost : COSTS) {
                QueueSimulation.Outcome other = simulation
                        .with(simulation.driver().withCosts(cost), SAMPLE)
                        .run(setting);
                if (off(other.interrupts(), usual.interrupts()) > TOLERANCE && !unsteady.contains(setting.label())) {
                    unsteady.add(setting.label());
                }
            }
        }
        return unsteady.isEmpty()
                ? trust
                : trust.but(
                        Confidence.LIMITED,
                        "requests come in step, so that a driver 5 % faster or slower would give other figures with "
                                + some(unsteady));
    }

    private static String some(List<String> settings) {
        return settings.size() <= 3
                ? String.join(", ", settings)
                : String.join(", ", settings.subList(0, 3)) + " and " + (settings.size() - 3) + " other settings";
    }

    private static double off(double value, double truth) {
        return Math.abs(value - truth) / Math.max(1, truth);
    }
}
