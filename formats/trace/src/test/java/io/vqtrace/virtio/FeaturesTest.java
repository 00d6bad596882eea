package io.vqtrace.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturesTest {
    @Test
    void theTablesHoldWhatChapters5And6Define() throws IOException {
        Set<String> ours = new TreeSet<>();
        for (DeviceType type : DeviceType.values()) {
            Features.ofDevice(type).forEach(feature -> addSpecified(ours, type.family(), feature));
        }
        Features.ofTransport().forEach(feature -> addSpecified(ours, "transport", feature));
        assertEquals(new TreeSet<>(Lines.of("specified-feature-bits.txt")), ours);
    }

    private static void addSpecified(Set<String> set, String family, Feature feature) {
        if (feature.origin() != FeatureOrigin.OUTSIDE) {
            set.add(family + " " + feature.bit() + " " + feature.name());
        }
    }

    @Test
    void onlyTheLegacyInterfaceSectionsMarkBitsLegacy() {
        // 5.1.3.2, 5.2.3.1 and 6.3
        List<Integer> net = legacy(Features.ofDevice(DeviceType.NET));
        List<Integer> blk = legacy(Features.ofDevice(DeviceType.BLK));
        assertEquals(List.of(6, 41, 42), net);
        assertEquals(List.of(0, 7), blk);
        assertEquals(List.of(24, 27, 30), legacy(Features.ofTransport()));
    }

    private static List<Integer> legacy(List<Feature> features) {
        return features.stream()
                .filter(feature -> feature.origin() == FeatureOrigin.LEGACY)
                .map(Feature::bit)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void bitsAscendAndNamesAreUnique(DeviceType type) {
        Set<String> names = new HashSet<>();
        int last = -1;
        for (Feature feature : Features.ofDevice(type)) {
            assertTrue(feature.bit() > last, feature + " repeats a bit or is out of order");
            last = feature.bit();
            assertFalse(feature.meaning().isBlank(), feature.name());
            assertNotNull(feature.section(), feature.name());
            assertTrue(names.add(feature.name()), feature.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void deviceBitsStayOutOfTheReservedRange(DeviceType type) {
        // 2.2: 0 to 23, 41, 42 and 50 to 127 belong to the device type.
        for (Feature feature : Features.ofDevice(type)) {
            int bit = feature.bit();
            assertTrue(bit <= 23 || bit == 41 || bit == 42 || bit >= 50, feature.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFeatureIsFoundByItsNamesAndEveryDependencyIsDefined(DeviceType type) {
        Stream.concat(Features.ofDevice(type).stream(), Features.ofTransport().stream())
                .forEach(feature -> {
                    assertEquals(feature.bit(), Features.bit(type, feature.name()));
                    feature.aliases().forEach(alias -> assertEquals(feature.bit(), Features.bit(type, alias), alias));
                    Stream.concat(feature.requires().stream(), feature.requiresWhenOffered().stream())
                            .forEach(anyOf -> {
                                assertFalse(anyOf.isEmpty(), feature.name());
                                assertTrue(anyOf.unknown(type).isEmpty(), feature.name());
                                assertFalse(anyOf.has(feature.bit()), feature.name());
                            });
                });
    }

    @ParameterizedTest
    @EnumSource
    void namesOfAll128BitsLeadBack(DeviceType type) {
        for (int bit = 0; bit < FeatureSet.BITS; bit++) {
            assertEquals(bit, Features.bit(type, Features.name(type, bit)), Features.name(type, bit));
        }
    }

    @Test
    void undefinedBitsAreShownByNumber() {
        assertEquals("bit 57 (unknown)", Features.name(DeviceType.BLK, 57));
        assertEquals("bit 127 (unknown)", Features.name(DeviceType.NET, 127));
        assertEquals("bit 3 (unknown)", Features.name(DeviceType.RNG, 3));
        assertEquals("bit 12 (unknown)", Features.name(null, 12));
        assertNull(Features.of(DeviceType.WATCHDOG, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 128})
    void bitsOutsideTheMaskAreRefused(int bit) {
        assertThrows(IllegalArgumentException.class, () -> Features.name(DeviceType.NET, bit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "VIRTIO_BLK_F_NOPE", "bit 128 (unknown)", "bit x (unknown)", "bit 5"})
    void otherTextIsNoName(String name) {
        assertEquals(-1, Features.bit(DeviceType.BLK, name));
    }

    @ParameterizedTest
    @CsvSource({
        "BLK, 12, VIRTIO_BLK_F_MQ",
        "NET, 12, VIRTIO_NET_F_HOST_TSO6",
        "BLK, 32, VIRTIO_F_VERSION_1",
        "BLK, 30, UNUSED",
        "NET, 26, VHOST_F_LOG_ALL",
        "NET, 41, VIRTIO_F_ADMIN_VQ",
        "NET, 42, VIRTIO_NET_F_GUEST_RSC6",
        "NINE_P, 0, VIRTIO_9P_MOUNT_TAG"
    })
    void theMeaningOfABitDependsOnTheDevice(DeviceType type, int bit, String name) {
        assertEquals(name, Features.name(type, bit));
    }

    @ParameterizedTest
    @CsvSource({
        "29, VIRTIO_RING_F_EVENT_IDX: Used & avail. event fields enabled",
        "28, VIRTIO_RING_F_INDIRECT_DESC: Indirect descriptors supported",
        "32, VIRTIO_F_VERSION_1: Device compliant for v1 spec (legacy)",
        "33, VIRTIO_F_IOMMU_PLATFORM: Device can be used on IOMMU platform",
        "30, VHOST_USER_F_PROTOCOL_FEATURES: Vhost-user protocol features negotiation supported",
        "11, VIRTIO_BLK_F_CONFIG_WCE: Cache writeback and writethrough modes supported",
        "9, VIRTIO_BLK_F_WCE"
    })
    void namesOfQmpAndLinuxAreUnderstood(int bit, String text) {
        assertEquals(bit, Features.bit(DeviceType.BLK, text));
    }

    @Test
    void familiesWithoutATableHaveOnlyTransportBits() {
        List<Feature> none = Arrays.stream(DeviceType.values())
                .filter(type -> type.section() == null)
                .flatMap(type -> Features.ofDevice(type).stream())
                .filter(feature -> feature.origin() != FeatureOrigin.OUTSIDE)
                .toList();
        assertEquals(List.of(), none);
        assertEquals("VIRTIO_F_RING_PACKED", Features.name(DeviceType.USB, 34));
    }
}
