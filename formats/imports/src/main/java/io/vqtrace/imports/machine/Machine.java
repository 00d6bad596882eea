package io.vqtrace.imports.machine;

import java.util.List;

/**
 * A machine as one source describes it.
 *
 * @param source what described it
 * @param name the machine's name, null if it has none
 * @param uuid the machine's UUID in lower case, null if it has none
 * @param devices its devices, in the source's order
 * @param problems what of the source could not be used, one line each
 */
public record Machine(
        MachineSource source, String name, String uuid, List<MachineDevice> devices, List<String> problems) {

    /** Takes copies of the lists. */
    public Machine {
        devices = List.copyOf(devices);
        problems = List.copyOf(problems);
    }
}
