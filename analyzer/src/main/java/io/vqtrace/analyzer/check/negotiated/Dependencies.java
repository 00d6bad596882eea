package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import io.vqtrace.virtio.MissingDependency;
import java.util.List;
import java.util.stream.Collectors;

/** Dependencies among features that are not met. */
final class Dependencies {
    private Dependencies() {}

    static String text(List<MissingDependency> unmet, DeviceType type) {
        return unmet.stream().map(missing -> missing.describe(type)).collect(Collectors.joining("; "));
    }

    /** Leaves out those of which the capture does not show all bits that would meet them. */
    static List<MissingDependency> certain(List<MissingDependency> unmet, FeatureSet known) {
        return unmet.stream()
                .filter(missing -> missing.anyOf().minus(known).isEmpty())
                .toList();
    }
}
