package io.vqtrace.analyzer.session;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.SuppressionReason;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The joins that find the interrupt which delivered a completion; see {@code sweep.Notifications} for the rule. */
final class NotifiedSql {
    private static final String IS_INTERRUPT = "kind = " + EventKind.INTERRUPT.code();

    /** Joins to a USED row {@code e} the first decision as {@code d(unwanted)} and the first interrupt as {@code n(ts)}. */
    static final String JOIN = "ASOF LEFT JOIN (SELECT device, queue, ts, kind <> " + EventKind.INTERRUPT.code()
            + " AND value IN (" + unwantedReasons() + ") AS unwanted FROM raw.events WHERE " + IS_INTERRUPT
            + " OR kind = " + EventKind.INTERRUPT_SUPPRESSED.code()
            + ") AS d ON e.device = d.device AND e.queue = d.queue AND d.ts >= e.ts"
            + " ASOF LEFT JOIN (SELECT device, queue, ts FROM raw.events WHERE " + IS_INTERRUPT
            + ") AS n ON e.device = n.device AND e.queue = n.queue AND n.ts >= e.ts";

    /** When the completion was delivered. */
    static final String SELECT = "CASE WHEN NOT d.unwanted THEN n.ts END";

    private NotifiedSql() {}

    private static String unwantedReasons() {
        return Arrays.stream(SuppressionReason.values())
                .filter(reason -> !reason.deliveredLater())
                .map(reason -> Integer.toString(reason.code()))
                .collect(Collectors.joining(", "));
    }
}
