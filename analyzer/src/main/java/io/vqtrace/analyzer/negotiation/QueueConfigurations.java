package io.vqtrace.analyzer.negotiation;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every configuration of a device's queues. The negotiation table has each, those that the device refused too; the queues
 * table may begin with those that held when it was first written, and alone has what a side channel tells.
 */
public final class QueueConfigurations {
    private QueueConfigurations() {}

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
        QueueSetup setup = QueueSetups.of(row);
        if (setup.ring() == null
                || setup.descAddr() == null
                || setup.driverAddr() == null
                || setup.deviceAddr() == null) {
            return null;
        }
        return new QueueRow(
                row.device(),
                row.queue(),
                null,
                null,
                setup.ring(),
                setup.size(),
                setup.maxSize(),
                setup.vector(),
                setup.descAddr(),
                setup.driverAddr(),
                setup.deviceAddr(),
                row.ts(),
                row.source());
    }
}
