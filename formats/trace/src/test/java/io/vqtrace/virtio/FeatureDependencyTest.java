package io.vqtrace.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureDependencyTest {
    /** Sections 5.1.3.1, 5.9.3.1 and 5.20.3.1, line by line. */
    @Test
    void requirementsAreThoseOfTheSpecification() throws IOException {
        for (String line : Lines.of("specified-requirements.txt")) {
            String[] parts = line.split(" \\| ");
            DeviceType type = DeviceType.ofFamily(parts[0]);
            Feature feature = Features.of(type, Features.bit(type, parts[1]));
            assertEquals(clauses(type, parts[2]), feature.requires(), line);
        }
    }

    @Test
    void theRestIsInTheListsOfBits() {
        // 5.7.3 says it within the list of bits; the others come from the three requirement lists.
        long gpu = countRequirements(DeviceType.GPU);
        long can = countRequirements(DeviceType.CAN);
        long crypto = countRequirements(DeviceType.CRYPTO);
        long net = countRequirements(DeviceType.NET);
        assertEquals(List.of(2L, 1L, 5L, 26L), List.of(gpu, can, crypto, net));
        assertEquals(
                List.of("VIRTIO_GPU_F_CONTEXT_INIT requires VIRTIO_GPU_F_VIRGL"),
                describe(DeviceType.GPU, FeatureSet.of(4)));
    }

    private static long countRequirements(DeviceType type) {
        return Features.ofDevice(type).stream()
                .filter(feature -> !feature.requires().isEmpty())
                .count();
    }

    /** "A, B and C" and "A along with B" are clauses of their own; "B or C" is one. */
    private static List<FeatureSet> clauses(DeviceType type, String text) {
        List<FeatureSet> clauses = new ArrayList<>();
        for (String clause : text.split(", | and | along with ")) {
            FeatureSet anyOf = FeatureSet.NONE;
            for (String name : clause.split(" or ")) {
                anyOf = anyOf.set(Features.bit(type, name));
            }
            clauses.add(anyOf);
        }
        return clauses;
    }

    @Test
    void eitherOfTwoBitsIsEnough() {
        // 5.1.3.1: GUEST_ECN requires GUEST_TSO4 or GUEST_TSO6, which in turn require GUEST_CSUM.
        assertEquals(
                List.of("VIRTIO_NET_F_GUEST_ECN requires VIRTIO_NET_F_GUEST_TSO4 or VIRTIO_NET_F_GUEST_TSO6"),
                describe(DeviceType.NET, FeatureSet.of(9)));
        assertEquals(List.of(), describe(DeviceType.NET, FeatureSet.of(9, 7, 1)));
        assertEquals(List.of(), describe(DeviceType.NET, FeatureSet.of(9, 8, 1)));
        assertEquals(
                List.of("VIRTIO_NET_F_GUEST_TSO6 requires VIRTIO_NET_F_GUEST_CSUM"),
                describe(DeviceType.NET, FeatureSet.of(9, 8)));
    }

    @Test
    void everyClauseHasToBeMet() {
        // 5.1.3.1: HASH_TUNNEL requires CTRL_VQ along with RSS or HASH_REPORT.
        assertEquals(
                List.of(
                        "VIRTIO_NET_F_HASH_TUNNEL requires VIRTIO_NET_F_CTRL_VQ",
                        "VIRTIO_NET_F_HASH_TUNNEL requires VIRTIO_NET_F_HASH_REPORT or VIRTIO_NET_F_RSS"),
                describe(DeviceType.NET, FeatureSet.of(51)));
        assertEquals(List.of(), describe(DeviceType.NET, FeatureSet.of(51, 17, 57)));
    }

    @Test
    void bitsAbove63TakePart() {
        // 5.1.3.1: GUEST_UDP_TUNNEL_GSO_CSUM requires GUEST_UDP_TUNNEL_GSO.
        assertEquals(
                List.of("VIRTIO_NET_F_GUEST_UDP_TUNNEL_GSO_CSUM requires VIRTIO_NET_F_GUEST_UDP_TUNNEL_GSO"),
                describe(DeviceType.NET, FeatureSet.of(66)));
    }

    @Test
    void configWceBindsTheOfferOnly() {
        // 5.2.5.2: who offers CONFIG_WCE MUST offer FLUSH; but it may be negotiated without it.
        FeatureSet configWce = FeatureSet.of(11);
        assertEquals(List.of(), configWce.missingDependencies(DeviceType.BLK));
        assertEquals(
                List.of("VIRTIO_BLK_F_CONFIG_WCE requires VIRTIO_BLK_F_FLUSH"),
                configWce.missingFromOffer(DeviceType.BLK).stream()
                        .map(missing -> missing.describe(DeviceType.BLK))
                        .toList());
        assertEquals(List.of(), configWce.set(9).missingFromOffer(DeviceType.BLK));
    }

    @Test
    void withoutATypeNothingIsRequired() {
        assertEquals(List.of(), new FeatureSet(-1, -1).missingDependencies(null));
        assertEquals(List.of(), FeatureSet.of(9).missingDependencies(DeviceType.SCSI));
    }

    private static List<String> describe(DeviceType type, FeatureSet features) {
        return features.missingDependencies(type).stream()
                .map(missing -> missing.describe(type))
                .toList();
    }
}
