package io.vqtrace.analyzer.session;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.Operation;
import io.vqtrace.trace.SuppressionReason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands for <code>${name}</code> in SQL modules: codes of the trace format, and facts of the loaded trace. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z_.]+)}");

    private final Map<String, String> values = new HashMap<>();

    Placeholders() {
        put("since_ns", Observed.SINCE_NS);
        put("value", Observed.VALUE);
        put("wait_ns", Observed.WAIT_NS);
        put("out_bytes", Observed.OUT_BYTES);
        put("in_bytes", Observed.IN_BYTES);
        put("used_bytes", Observed.USED_BYTES);
        put("count", Observed.COUNT);
        put("thread", Observed.THREAD);
        put("head", Observed.HEAD);
        put("ring_idx", Observed.RING_IDX);
        put("in_flight", Observed.IN_FLIGHT);
        put("outstanding", Observed.OUTSTANDING);
        put("op", Observed.OP);
        put("status", Observed.STATUS);
        put("returned", Observed.RETURNED);
        put("unused", Observed.RETURNED | Observed.RESET);
        put("reset", Observed.RESET);
        put("no_queue", EventColumn.NO_QUEUE);
        for (EventKind kind : EventKind.values()) {
            put("kind." + kind.label(), kind.code());
        }
        for (SuppressionReason reason : SuppressionReason.values()) {
            put("reason." + reason.label(), reason.code());
        }
        put(
                "names.kind",
                SqlText.list(
                        Arrays.stream(EventKind.values()).map(EventKind::label).toList()));
        put(
                "names.reason",
                SqlText.list(Arrays.stream(SuppressionReason.values())
                        .map(SuppressionReason::label)
                        .toList()));
        put(
                "names.op",
                SqlText.list(
                        Arrays.stream(Operation.values()).map(Operation::label).toList()));
    }

    void put(String name, Object value) {
        values.put(name, String.valueOf(value));
    }

    String fill(String sql) {
        Matcher matcher = PLACEHOLDER.matcher(sql);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                throw new IllegalArgumentException("nothing stands for " + matcher.group());
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }
}
