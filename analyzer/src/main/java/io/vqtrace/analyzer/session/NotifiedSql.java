package io.vqtrace.analyzer.session;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.SuppressionReason;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The joins that find the interrupt which delivered a completion; see {@code sweep.Notifications} for the rule. */
final class NotifiedSql {
    private static final String IS_INTERRUPT = "kind = " + EventKind.INTERRUPT.code();

    private static final String DECISIONS = "(SELECT device, queue, ts, " + IS_INTERRUPT + " AS interrupt, kind <> "
            + EventKind.INTERRUPT.code() + " AND value IN (" + unwantedReasons() + ") AS unwanted,"
            + " lag(ts) OVER (PARTITION BY device, queue ORDER BY ts) AS before FROM raw.events WHERE " + IS_INTERRUPT
            + " OR kind = " + EventKind.INTERRUPT_SUPPRESSED.code() + ")";

    /** Decisions that end the delay of completions: interrupts, and refusals with nothing new since the one before. */
    private static final String RELEASES = "(SELECT x.device, x.queue, x.ts, x.interrupt FROM " + DECISIONS
            + " AS x ASOF LEFT JOIN (SELECT device, queue, ts FROM raw.events WHERE kind = " + EventKind.USED.code()
            + ") AS u ON x.device = u.device AND x.queue = u.queue AND x.ts >= u.ts"
            + " WHERE x.interrupt OR x.unwanted AND coalesce(u.ts <= x.before, TRUE))";

    /** Joins to a USED row {@code e} the first decision {@code d} and the first end of a delay {@code n}. */
    static final String JOIN = "ASOF LEFT JOIN " + DECISIONS
            + " AS d ON e.device = d.device AND e.queue = d.queue AND d.ts >= e.ts"
            + " ASOF LEFT JOIN " + RELEASES
            + " AS n ON e.device = n.device AND e.queue = n.queue AND n.ts >= e.ts";

    /** When the completion was delivered. */
    static final String SELECT = "CASE WHEN NOT d.unwanted AND n.interrupt THEN n.ts END";

    private NotifiedSql() {}

    private static String unwantedReasons() {
        return Arrays.stream(SuppressionReason.values())
                .filter(reason -> !reason.deliveredLater())
                .map(reason -> Integer.toString(reason.code()))
                .collect(Collectors.joining(", "));
    }
}
