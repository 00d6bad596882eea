package io.vqtrace.analyzer.session;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.SuppressionReason;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The join that finds the decision which reported a completion; see {@code sweep.Notifications} for the rule. */
final class NotifiedSql {
    /** Joins the first decision at or after a USED row {@code e} as {@code n(ts, interrupt)}. */
    static final String JOIN = "ASOF LEFT JOIN (SELECT device, queue, ts, kind = " + EventKind.INTERRUPT.code()
            + " AS interrupt FROM raw.events WHERE kind = " + EventKind.INTERRUPT.code() + " OR kind = "
            + EventKind.INTERRUPT_SUPPRESSED.code() + " AND value IN (" + finalReasons()
            + ")) AS n ON e.device = n.device AND e.queue = n.queue AND n.ts >= e.ts";

    private NotifiedSql() {}

    private static String finalReasons() {
        return Arrays.stream(SuppressionReason.values())
                .filter(reason -> !reason.deliveredLater())
                .map(reason -> Integer.toString(reason.code()))
                .collect(Collectors.joining(", "));
    }
}
