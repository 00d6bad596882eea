package io.vqtrace.analyzer.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vqtrace.analyzer.analysis.DeviceSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceMatcherTest {

    private static DeviceSummary device(String name, String type, String address, String... accepted) {
        DeviceSummary.Features features = new DeviceSummary.Features(null, List.of(accepted));
        return new DeviceSummary(
                name, type, "0x" + name, "pci", "qemu", "split", features, null, null, address, null, null);
    }

    private static String matched(List<DeviceSummary> a, List<DeviceSummary> b, Map<String, String> given)
            throws DiffException {
        return String.join(
                "; ",
                DeviceMatcher.match(a, b, given).stream()
                        .map(match -> match.a().device() + "=" + match.b().device() + " by " + match.matchedBy())
                        .toList());
    }

    @Test
    void namesComeBeforeAddressesBeforeOrder() throws Exception {
        List<DeviceSummary> a = List.of(
                device("one", "virtio-blk", "4"),
                device("two", "virtio-blk", "5"),
                device("three", "virtio-blk", "6"),
                device("net", "virtio-net", "7"));
        List<DeviceSummary> b = List.of(
                device("x", "virtio-blk", "9"),
                device("y", "virtio-blk", "5"),
                device("three", "virtio-blk", "4"),
                device("rng", "virtio-rng", "7"));
        assertEquals(
                "one=x by type and order; two=y by type and address; three=three by name", matched(a, b, Map.of()));
    }

    @Test
    void theUserDecides() throws Exception {
        List<DeviceSummary> a = List.of(device("one", "virtio-blk", null), device("two", "virtio-blk", null));
        List<DeviceSummary> b = List.of(device("one", "virtio-blk", null), device("two", "virtio-blk", null));
        assertEquals("one=two by --match; two=one by type and order", matched(a, b, Map.of("one", "two")));
        assertEquals("one=one by name; two=two by name", matched(a, b, Map.of()));
        assertEquals("one=two by --match; two=one by type and order", matched(a, b, Map.of("0xone", "0xtwo")));
        assertEquals(
                "no device six to match in B; it has one, two",
                assertThrows(DiffException.class, () -> matched(a, b, Map.of("one", "six")))
                        .getMessage());
    }

    @Test
    void aNameOfAnotherTypeIsAnotherDevice() throws Exception {
        assertEquals(
                "",
                matched(List.of(device("d", "virtio-blk", null)), List.of(device("d", "virtio-net", null)), Map.of()));
        assertEquals(
                "d=d by name",
                matched(List.of(device("d", "virtio-blk", null)), List.of(device("d", null, null)), Map.of()));
    }

    @Test
    void featuresAreComparedByName() {
        DiffModel.FeatureDiff diff =
                FeatureComparison.of(device("d", null, null, "A", "B"), device("d", null, null, "B", "C"));
        assertEquals(List.of("C"), diff.acceptedGained());
        assertEquals(List.of("A"), diff.acceptedLost());
        assertNull(diff.offeredGained());
        assertEquals(List.of("accepted now: C", "no longer accepted: A"), FeatureComparison.lines(diff));
    }
}
