package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.facts.Facts;
import io.vqtrace.imports.internal.facts.VirtioDeviceFacts;
import io.vqtrace.virtio.DeviceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which device of the monitor's answers is which device of the log. No event prints both a pointer and a name,
 * so that it takes circumstances:
 *
 * <ul>
 *   <li>the driver's PCI probe: the last configuration write of the thread that resets the device twice and acknowledges
 *       it names the address, and the address leads to the id;
 *   <li>the order of the first resets, which is the order of {@code x-query-virtio} or its opposite;
 *   <li>there is only one device of the type in both.
 * </ul>
 *
 * <p>Types that events of the device told must agree. A match is certain if the probe or the only candidate says so and
 * nothing contradicts it.
 */
final class FactsJoin {
    /** Join of a match that nothing contradicts. */
    static final String CERTAIN = "certain";

    private static final String UNCERTAIN = "uncertain: ";

    /**
     * What was found for a device.
     *
     * @param facts the answers' device, or null if none was picked
     * @param join {@code certain} or {@code uncertain: why}
     */
    record Match(VirtioDeviceFacts facts, String join) {}

    private final List<VirtioDeviceFacts> candidates;
    private final boolean ordered;

    FactsJoin(Facts facts) {
        candidates = facts.devices();
        ordered = facts.ordered();
    }

    /** Matches the devices; those for which there is nothing to say are left out. */
    Map<DeviceState, Match> match(List<DeviceState> devices) {
        Map<DeviceState, Match> matches = new HashMap<>();
        if (candidates.isEmpty()) {
            return matches;
        }
        for (DeviceState device : devices) {
            matches.put(device, match(device, devices));
        }
        Map<VirtioDeviceFacts, Long> uses = new HashMap<>();
        matches.values().stream()
                .filter(match -> match.facts() != null)
                .forEach(match -> uses.merge(match.facts(), 1L, Long::sum));
        matches.replaceAll((device, match) -> match.facts() != null && uses.get(match.facts()) > 1
                ? new Match(match.facts(), UNCERTAIN + "several devices of the log match " + match.facts().name)
                : match);
        return matches;
    }

    private Match match(DeviceState device, List<DeviceState> devices) {
        VirtioDeviceFacts probed = byProbe(device);
        VirtioDeviceFacts byOrder = byOrder(device, devices);
        VirtioDeviceFacts only = onlyCandidate(device, devices);
        List<String> doubts = new ArrayList<>();
        VirtioDeviceFacts pick = null;
        for (VirtioDeviceFacts vote : new VirtioDeviceFacts[] {probed, only, byOrder}) {
            if (vote == null) {
                continue;
            }
            if (!fits(device, vote)) {
                doubts.add("events of the device say " + device.types + ", not " + vote.name);
            } else if (pick == null) {
                pick = vote;
            } else if (pick != vote) {
                doubts.add("PCI probe, order of resets and type do not agree on " + pick.name + " or " + vote.name);
            }
        }
        if (device.probed.size() > 1) {
            doubts.add("several PCI addresses were probed with the device: " + device.probed);
        }
        if (pick == null) {
            doubts.add(0, "no event tells which of the devices in the facts it is");
        } else if (probed != pick && only != pick) {
            doubts.add("matched by the order of resets only");
        }
        return doubts.isEmpty() ? new Match(pick, CERTAIN) : new Match(pick, UNCERTAIN + String.join("; ", doubts));
    }

    private static boolean fits(DeviceState device, VirtioDeviceFacts facts) {
        return facts.type == null
                || device.types.isEmpty()
                || device.types.stream().allMatch(type -> DeviceType.ofName(type) == facts.type);
    }

    private VirtioDeviceFacts byProbe(DeviceState device) {
        if (device.probed.size() != 1) {
            return null;
        }
        String address = device.probed.first().address();
        return candidates.stream()
                .filter(facts -> address.equals(facts.address))
                .findFirst()
                .orElse(null);
    }

    /**
     * Holds only if the log starts with the machine's reset, which sets the status of every device once: on PCI in the order of
     * {@code x-query-virtio}, on virtio-mmio in the opposite one.
     */
    private VirtioDeviceFacts byOrder(DeviceState device, List<DeviceState> devices) {
        List<DeviceState> ranked =
                devices.stream().filter(other -> other.statusOrder >= 0).toList();
        if (!ordered || device.statusOrder < 0 || ranked.size() != candidates.size()) {
            return null;
        }
        boolean onPci = ranked.stream().anyMatch(other -> !other.probed.isEmpty());
        boolean reversed = !onPci && !fit(ranked, false) && fit(ranked, true);
        return candidate(device, reversed);
    }

    private boolean fit(List<DeviceState> ranked, boolean reversed) {
        return ranked.stream().allMatch(device -> fits(device, candidate(device, reversed)));
    }

    private VirtioDeviceFacts candidate(DeviceState device, boolean reversed) {
        return candidates.get(reversed ? candidates.size() - 1 - device.statusOrder : device.statusOrder);
    }

    private VirtioDeviceFacts onlyCandidate(DeviceState device, List<DeviceState> devices) {
        VirtioDeviceFacts only = null;
        for (VirtioDeviceFacts facts : candidates) {
            if (fits(device, facts)) {
                if (only != null) {
                    return null;
                }
                only = facts;
            }
        }
        if (only == null) {
            return null;
        }
        for (DeviceState other : devices) {
            if (other != device && fits(other, only)) {
                return null;
            }
        }
        return only;
    }
}
