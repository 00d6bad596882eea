package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.analysis.DeviceSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;

/**
 * Finds the devices of two traces that stand for each other: as the user says, else by equal names, else by equal type
 * and bus address, else by type in the order of the traces.
 */
final class DeviceMatcher {
    private final List<DeviceSummary> restA;
    private final List<DeviceSummary> restB;
    private final List<DeviceMatch> matches = new ArrayList<>();

    private DeviceMatcher(List<DeviceSummary> a, List<DeviceSummary> b) {
        restA = new ArrayList<>(a);
        restB = new ArrayList<>(b);
    }

    /**
     * Matches devices.
     *
     * @param given names of devices of A and of their partners in B
     * @return the matches, in the order of A
     * @throws DiffException if a given name fits no device, or one that is taken
     */
    static List<DeviceMatch> match(List<DeviceSummary> a, List<DeviceSummary> b, Map<String, String> given)
            throws DiffException {
        DeviceMatcher matcher = new DeviceMatcher(a, b);
        for (Map.Entry<String, String> pair : given.entrySet()) {
            matcher.add(
                    named(matcher.restA, pair.getKey(), "A"), named(matcher.restB, pair.getValue(), "B"), "--match");
        }
        matcher.pair(
                "name",
                (x, y) -> x.device().equals(y.device()) && (sameType(x, y) || x.type() == null || y.type() == null));
        matcher.pair(
                "type and address",
                (x, y) -> x.type() != null
                        && sameType(x, y)
                        && x.address() != null
                        && x.address().equals(y.address()));
        matcher.pair("type and order", (x, y) -> x.type() != null && sameType(x, y));
        matcher.matches.sort(Comparator.comparingInt(match -> a.indexOf(match.a())));
        return List.copyOf(matcher.matches);
    }

    private static boolean sameType(DeviceSummary a, DeviceSummary b) {
        return Objects.equals(a.type(), b.type());
    }

    private void pair(String matchedBy, BiPredicate<DeviceSummary, DeviceSummary> fits) {
        for (DeviceSummary a : List.copyOf(restA)) {
            restB.stream().filter(b -> fits.test(a, b)).findFirst().ifPresent(b -> add(a, b, matchedBy));
        }
    }

    private void add(DeviceSummary a, DeviceSummary b, String matchedBy) {
        restA.remove(a);
        restB.remove(b);
        matches.add(new DeviceMatch(a, b, matchedBy));
    }

    private static DeviceSummary named(List<DeviceSummary> devices, String name, String side) throws DiffException {
        return devices.stream()
                .filter(device -> isNamed(device, name))
                .findFirst()
                .orElseThrow(() -> new DiffException("no device " + name + " to match in " + side + "; it has "
                        + String.join(
                                ", ",
                                devices.stream().map(DeviceSummary::device).toList())));
    }

    /** Tells whether a user's name stands for a device. */
    static boolean isNamed(DeviceSummary device, String name) {
        return name.equals(device.device()) || name.equals(device.sourceId());
    }
}
