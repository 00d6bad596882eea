package io.vqtrace.analyzer.negotiation;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every configuration of a device's queues. The negotiation table has each, those that the device refused too; the queues
 * table may begin with those that held when it was first written, and alone has what a side channel tells.
 */
public final class QueueSetups {
    private static final Pattern DETAIL = Pattern.compile("(split|packed)(?:, max (\\d{1,9}))?(?:, vector (\\d{1,9}))?"
            + ", descriptor area 0x([0-9a-f]{1,16}), driver area 0x([0-9a-f]{1,16}), device area 0x([0-9a-f]{1,16})");

    private QueueSetups() {}

    /**
     * Lists the configurations of a device's queues.
     *
     * @param device id of the device
     * @param queues the queues table of the trace
     * @param negotiation its negotiation table
     * @return the configurations, by order of their row; those that neither table dates have no time
     */
    public static List<QueueRow> of(int device, List<QueueRow> queues, List<NegotiationRow> negotiation) {
        List<QueueRow> setups = new ArrayList<>();
        Set<Integer> told = new HashSet<>();
        for (NegotiationRow row : negotiation) {
            if (row.device() == device && row.step() == NegotiationStep.QUEUE_SETUP && row.queue() != null) {
                QueueRow setup = parse(row);
                if (setup != null) {
                    setups.add(setup);
                    told.add(row.queue());
                }
            }
        }
        queues.stream()
                .filter(row -> row.device() == device && !told.contains(row.queue()))
                .forEach(setups::add);
        return setups;
    }

    private static QueueRow parse(NegotiationRow row) {
        Matcher detail = row.detail() == null ? null : DETAIL.matcher(row.detail());
        if (detail == null || !detail.matches()) {
            return null;
        }
        return new QueueRow(
                row.device(),
                row.queue(),
                null,
                null,
                detail.group(1),
                row.value() == null ? null : row.value().intValue(),
                integer(detail.group(2)),
                integer(detail.group(3)),
                Long.parseUnsignedLong(detail.group(4), 16),
                Long.parseUnsignedLong(detail.group(5), 16),
                Long.parseUnsignedLong(detail.group(6), 16),
                row.ts(),
                row.source());
    }

    private static Integer integer(String text) {
        return text == null ? null : Integer.valueOf(text);
    }
}
