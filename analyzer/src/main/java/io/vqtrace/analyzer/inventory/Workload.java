package io.vqtrace.analyzer.inventory;

import io.vqtrace.imports.machine.Machine;
import java.util.List;

/**
 * A workload with everything that was read of it.
 *
 * @param name its name
 * @param sources the inputs that tell of it, as the user would name them
 * @param machines its machine by each description of it
 * @param trace what its trace or log tells, null if there is none
 */
public record Workload(String name, List<String> sources, List<Machine> machines, TraceEvidence trace) {

    /** Takes copies of the lists. */
    public Workload {
        sources = List.copyOf(sources);
        machines = List.copyOf(machines);
    }
}
