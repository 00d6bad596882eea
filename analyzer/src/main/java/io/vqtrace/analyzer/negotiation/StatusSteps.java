package io.vqtrace.analyzer.negotiation;

import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Status;
import io.vqtrace.analyzer.text.Durations;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.virtio.DeviceStatus;
import java.util.ArrayList;
import java.util.List;

/** The steps of an attempt as lines of text. */
public final class StatusSteps {
    /** A driver that suspends and resumes its device all the time makes steps without end. */
    private static final int MOST = 24;

    private StatusSteps() {}

    /**
     * Tells the bits that each access to the status changed, and how long after the attempt's begin.
     *
     * @param attempt the attempt
     * @return one line, empty if no step is known
     */
    public static String text(DriverAttempt attempt) {
        List<String> steps = new ArrayList<>();
        int before = 0;
        for (Status step : attempt.status()) {
            int bits = step.status();
            if (bits != before) {
                String by = NegotiationRows.DEVICE.equals(step.by()) && !steps.isEmpty() ? "device: " : "";
                steps.add(by + change(before, bits) + after(step.ts(), attempt.startNs()));
            }
            before = bits;
        }
        return joined(steps);
    }

    private static String joined(List<String> steps) {
        int more = steps.size() - MOST;
        return more > 0
                ? String.join(", ", steps.subList(0, MOST)) + ", and " + more + " more"
                : String.join(", ", steps);
    }

    /**
     * Tells the steps that followed the set-up: queue resets, coalescing, configuration changes.
     *
     * @param attempt the attempt
     * @return one line, empty if there was none
     */
    public static String later(DriverAttempt attempt) {
        return joined(attempt.steps().stream()
                .map(step -> step.step().replace('_', ' ')
                        + (step.queue() == null ? "" : " of queue " + step.queue())
                        + (step.detail() == null ? "" : " (" + step.detail() + ")")
                        + after(step.ts(), attempt.startNs()))
                .toList());
    }

    private static String change(int before, int after) {
        List<String> words = new ArrayList<>();
        int set = after & ~before;
        int cleared = before & ~after;
        if (set != 0) {
            words.add(String.join("+", DeviceStatus.names(set)));
        }
        if (cleared != 0) {
            words.add("cleared " + String.join("+", DeviceStatus.names(cleared)));
        }
        return String.join(" and ", words);
    }

    /** How long after the attempt's begin something was, as the end of a clause; empty without times. */
    private static String after(Long ts, Long startNs) {
        return ts == null || startNs == null ? "" : " after " + Durations.text(ts - startNs);
    }
}
