package io.vqtrace.analyzer.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.Feature;
import io.vqtrace.virtio.FeatureOrigin;
import io.vqtrace.virtio.Features;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureCostsTest {
    @Test
    void everyFeatureIsTheSpecificationsUnderItsOwnName() {
        for (FeatureCost cost : FeatureCosts.all()) {
            List<DeviceType> types = cost.families().isEmpty()
                    ? List.of(DeviceType.values())
                    : cost.families().stream().map(DeviceType::ofFamily).toList();
            for (DeviceType type : types) {
                int bit = Features.bit(type, cost.feature());
                assertTrue(bit >= 0, cost.feature() + " of " + type);
                Feature feature = Features.of(type, bit);
                assertEquals(cost.feature(), feature.name());
                assertEquals(FeatureOrigin.STANDARD, feature.origin(), cost.feature());
                assertTrue(feature.section().matches("\\d+(\\.\\d+)*"), feature.section());
            }
        }
    }

    @Test
    void noFeatureStandsTwiceAndNoCostIsMissing() {
        Set<String> seen = new HashSet<>();
        for (FeatureCost cost : FeatureCosts.all()) {
            assertTrue(seen.add(cost.feature()), cost.feature());
            assertFalse(cost.cost().isBlank() || cost.offer().isBlank(), cost.feature());
        }
    }

    @Test
    void aDeviceOfUnknownTypeOnlyHasTheCostsOfAllDevices() {
        assertTrue(
                FeatureCosts.of(null).stream().allMatch(cost -> cost.families().isEmpty()));
        assertTrue(FeatureCosts.of(DeviceType.NET).stream()
                .anyMatch(cost -> cost.feature().equals("VIRTIO_NET_F_MRG_RXBUF")));
    }
}
