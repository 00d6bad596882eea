package io.vqtrace.analyzer.inventory;

import io.vqtrace.imports.machine.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names workloads, and joins those that are the same machine by its UUID. */
public final class WorkloadNames {
    private WorkloadNames() {}

    /**
     * Makes workloads of what was read of one input.
     *
     * @param input the input
     * @param sources its sources as the user would name them
     * @param machines what its descriptions say; several machines of one description are several workloads
     * @param trace what its trace or log tells, null if there is none
     * @return at least one workload
     */
    public static List<Workload> of(
            WorkloadInput input, List<String> sources, List<List<Machine>> machines, TraceEvidence trace) {
        List<Workload> workloads = new ArrayList<>();
        int most = machines.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < Math.max(1, most); i++) {
            List<Machine> own = new ArrayList<>();
            for (List<Machine> description : machines) {
                if (i < description.size()) {
                    own.add(description.get(i));
                }
            }
            workloads.add(new Workload(name(input, own), sources, own, i == 0 ? trace : null));
        }
        return workloads;
    }

    private static String name(WorkloadInput input, List<Machine> machines) {
        return machines.stream()
                .map(Machine::name)
                .filter(name -> name != null && input.byFile())
                .findFirst()
                .orElse(input.name());
    }

    /**
     * Joins workloads whose machines have the same UUID, and makes names unique.
     *
     * @param workloads in the order of the inputs
     * @return the workloads, each with a name of its own
     */
    public static List<Workload> unique(List<Workload> workloads) {
        Map<String, Workload> joined = new LinkedHashMap<>();
        for (Workload workload : workloads) {
            String uuid = workload.machines().stream()
                    .map(Machine::uuid)
                    .filter(id -> id != null)
                    .findFirst()
                    .orElse("#" + joined.size());
            joined.merge(uuid, workload, WorkloadNames::join);
        }
        Map<String, Integer> uses = new HashMap<>();
        return joined.values().stream()
                .map(workload -> {
                    int use = uses.merge(workload.name(), 1, Integer::sum);
                    return use == 1
                            ? workload
                            : new Workload(
                                    workload.name() + " #" + use,
                                    workload.sources(),
                                    workload.machines(),
                                    workload.trace());
                })
                .toList();
    }

    private static Workload join(Workload first, Workload second) {
        List<String> sources = new ArrayList<>(first.sources());
        sources.addAll(second.sources());
        List<Machine> machines = new ArrayList<>(first.machines());
        machines.addAll(second.machines());
        return new Workload(first.name(), sources, machines, first.trace() == null ? second.trace() : first.trace());
    }
}
