package io.vqtrace.imports.internal.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines in the formats of {@code hw/virtio/trace-events} of QEMU 7.2. */
class VdpaAssemblyTest {
    private static final String SETUP = """
            7@1.000001:vhost_vdpa_init dev: 0xaa vdpa: 0xbb
            7@1.000002:vhost_vdpa_get_device_id dev: 0xaa device_id 1
            7@1.000003:vhost_vdpa_add_status dev: 0xaa status: 0x3
            7@1.000004:vhost_vdpa_get_features dev: 0xaa features: 0x730000000
            7@1.000005:vhost_vdpa_set_features dev: 0xaa features: 0x530000000
            7@1.000006:vhost_vdpa_add_status dev: 0xaa status: 0x8
            7@1.000007:vhost_vdpa_set_vring_num dev: 0xaa index: 0 num: 256
            7@1.000008:vhost_vdpa_set_vring_num dev: 0xaa index: 1 num: 128
            7@1.000009:vhost_vdpa_add_status dev: 0xaa status: 0x4
            """;
    private static final String RESET = "7@2.000000:vhost_vdpa_reset_device dev: 0xaa status: 0x0\n";
    private static final String GUEST = """
            7@1.000000:virtio_set_status vdev 0xcc val 15
            7@1.000000:vhost_dev_start 0xaa:virtio-net vrings:1
            """;

    private static List<Object> statuses(List<NegotiationRow> rows) {
        return rows.stream()
                .filter(row -> row.step() == NegotiationStep.STATUS)
                .map(row -> (Object) row.value())
                .toList();
    }

    private static NegotiationRow only(List<NegotiationRow> rows, NegotiationStep step) {
        List<NegotiationRow> found =
                rows.stream().filter(row -> row.step() == step).toList();
        assertEquals(1, found.size(), step::label);
        return found.get(0);
    }

    @Test
    void aDeviceOfWhichNothingElseTellsHasItsWholeLife() {
        AssembledLog log = new AssembledLog(SETUP + RESET);
        List<NegotiationRow> rows = log.negotiation;
        assertEquals(List.of(3L, 11L, 15L, 0L), statuses(rows));
        assertEquals(0x730000000L, only(rows, NegotiationStep.FEATURES_OFFERED).featuresLow());
        assertEquals(0x530000000L, only(rows, NegotiationStep.FEATURES_ACCEPTED).featuresLow());
        List<NegotiationRow> queues = rows.stream()
                .filter(row -> row.step() == NegotiationStep.QUEUE_SETUP)
                .toList();
        assertEquals(
                List.of(256L, 128L), queues.stream().map(NegotiationRow::value).toList());
        assertEquals("packed, vhost-vdpa", queues.get(0).detail(), "RING_PACKED was accepted");
        assertTrue(rows.stream().allMatch(row -> row.source().equals("log")));
        DeviceState device = log.queues.devices().iterator().next();
        assertEquals(0xaa, device.pointer());
        assertEquals("[virtio-net]", device.types.toString());
        assertTrue(device.vdpa);
    }

    @Test
    void behindADriverInTheGuestTheyTellFeaturesAndQueuesFromTheSide() {
        AssembledLog log = new AssembledLog(GUEST + SETUP + RESET);
        assertEquals(List.of(15L), statuses(log.negotiation), "what QEMU writes is not what the guest wrote");
        List<NegotiationRow> told = log.negotiation.stream()
                .filter(row -> "facts".equals(row.source()))
                .toList();
        assertEquals(4, told.size());
        assertTrue(told.stream().allMatch(row -> row.detail().endsWith("vhost-vdpa")));
        assertEquals(1, log.queues.devices().size());
        assertEquals(0xcc, log.queues.devices().iterator().next().pointer());
    }

    /** A NIC with a control queue: as {@code hw/virtio/vhost-vdpa.c} of QEMU 7.2 sets it up. */
    @Test
    void theVhostDevicesOfOneVdpaDeviceAreOne() {
        AssembledLog log = new AssembledLog("""
                7@1.000001:vhost_vdpa_get_device_id dev: 0xaa device_id 1
                7@1.000002:vhost_vdpa_add_status dev: 0xaa status: 0x3
                7@1.000003:vhost_vdpa_get_features dev: 0xaa features: 0x300000000
                7@1.000004:vhost_vdpa_get_features dev: 0xdd features: 0x300000000
                7@1.000005:vhost_vdpa_set_features dev: 0xaa features: 0x300000000
                7@1.000006:vhost_vdpa_add_status dev: 0xaa status: 0x8
                7@1.000007:vhost_vdpa_set_vring_num dev: 0xaa index: 0 num: 256
                7@1.000008:vhost_vdpa_set_vring_num dev: 0xaa index: 1 num: 256
                7@1.000009:vhost_vdpa_set_vring_num dev: 0xdd index: 2 num: 64
                7@1.000010:vhost_vdpa_add_status dev: 0xdd status: 0x4
                7@2.000000:vhost_vdpa_reset_device dev: 0xdd status: 0x0
                7@2.000001:vhost_vdpa_add_status dev: 0xaa status: 0x3
                """);
        assertEquals(1, log.queues.devices().size());
        assertEquals(List.of(3L, 11L, 15L, 0L, 3L), statuses(log.negotiation), "one of them resets them all");
        assertEquals(
                List.of(0, 1, 2),
                log.negotiation.stream()
                        .filter(row -> row.step() == NegotiationStep.QUEUE_SETUP)
                        .map(NegotiationRow::queue)
                        .toList());
    }

    @Test
    void twoVdpaDevicesAreTwo() {
        AssembledLog log = new AssembledLog(SETUP + SETUP.replace("0xaa", "0xee"));
        assertEquals(2, log.queues.devices().size());
    }

    @Test
    void aCutLineIsNotBelieved() {
        AssembledLog log = new AssembledLog("7@1.000001:vhost_vdpa_get_features dev: 0xaa features: ");
        assertEquals(List.of(), log.negotiation);
    }
}
