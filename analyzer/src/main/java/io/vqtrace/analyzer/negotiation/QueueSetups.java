package io.vqtrace.analyzer.negotiation;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which queues an attempt set up, and how: as the driver enabled them, else as they were first used. */
final class QueueSetups {
    private static final Pattern MAX = Pattern.compile("max (\\d{1,5})");
    private static final Pattern VECTOR = Pattern.compile("vector (\\d{1,5})");
    private static final Pattern AREA = Pattern.compile("(descriptor|driver|device) area 0x([0-9a-f]{1,16})");
    private static final String UNKNOWN = "unknown";

    private final Map<Integer, QueueSetup> byIndex = new TreeMap<>();

    /** Takes the set-ups among some rows; a later one of a queue replaces the earlier. */
    QueueSetups setUp(List<NegotiationRow> rows) {
        for (NegotiationRow row : rows) {
            if (row.step() == NegotiationStep.QUEUE_SETUP && row.queue() != null) {
                byIndex.put(row.queue(), of(row));
            }
        }
        return this;
    }

    /** Takes configurations of queues that are not known yet, and completes those that are. */
    QueueSetups used(List<QueueRow> rows) {
        for (QueueRow row : rows) {
            byIndex.merge(row.queue(), of(row), QueueSetup::completedBy);
        }
        return this;
    }

    Collection<QueueSetup> all() {
        return byIndex.values();
    }

    /** Reads a set-up from its row; what the row does not tell is null. */
    static QueueSetup of(NegotiationRow row) {
        String detail = row.detail() == null ? "" : row.detail();
        Long[] areas = new Long[3];
        Matcher area = AREA.matcher(detail);
        while (area.find()) {
            areas[List.of("descriptor", "driver", "device").indexOf(area.group(1))] =
                    Long.parseUnsignedLong(area.group(2), 16);
        }
        return new QueueSetup(
                row.queue(),
                null,
                ring(detail),
                row.value() == null ? null : Integer.valueOf(row.value().intValue()),
                number(MAX, detail),
                number(VECTOR, detail),
                areas[0],
                areas[1],
                areas[2],
                row.ts(),
                row.source());
    }

    private static String ring(String detail) {
        if (detail.startsWith("packed")) {
            return "packed";
        }
        return detail.startsWith("split") ? "split" : null;
    }

    private static Integer number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Integer.valueOf(matcher.group(1)) : null;
    }

    private static QueueSetup of(QueueRow row) {
        return new QueueSetup(
                row.queue(),
                row.role(),
                UNKNOWN.equals(row.ring()) ? null : row.ring(),
                row.size(),
                row.maxSize(),
                row.vector(),
                row.descAddr(),
                row.driverAddr(),
                row.deviceAddr(),
                row.ts(),
                row.source());
    }
}
