package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Status;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.virtio.DeviceStatus;
import java.util.ArrayList;
import java.util.List;

/** The status steps of an attempt as a line: the bits that each access changed, and how long after the attempt's begin. */
final class StatusSteps {

    private StatusSteps() {}

    static String text(DriverAttempt attempt) {
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
        return String.join(", ", steps);
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
    static String after(Long ts, Long startNs) {
        return ts == null || startNs == null ? "" : " after " + Unit.DURATION.text(ts - startNs);
    }
}
