package io.vqtrace.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vqtrace.virtio.QueueRole.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueRolesTest {
    /** The lists "Virtqueues" of chapter 5; a trailing + marks a supply queue. */
    @ParameterizedTest
    @CsvSource({
        "NET, rx0+ tx0 controlq", // 5.1.2
        "BLK, requestq1 requestq2 requestq3 requestq4", // 5.2.2
        "RNG, requestq", // 5.4.2
        "BALLOON, inflateq deflateq statsq+ free_page_vq reporting_vq", // 5.5.2
        "SCSI, controlq eventq+ requestq1 requestq2", // 5.6.2
        "GPU, controlq cursorq", // 5.7.2
        "INPUT, eventq+ statusq", // 5.8.2
        "CRYPTO, dataq1 dataq2", // 5.9.2
        "VSOCK, rx+ tx event+", // 5.10.2
        "FS, hiprio requestq1 requestq2", // 5.11.2 without VIRTIO_FS_F_NOTIFICATION
        "RPMB, requestq", // 5.12.2
        "IOMMU, requestq eventq+", // 5.13.2
        "SOUND, controlq eventq+ txq rxq+", // 5.14.2
        "MEM, guest-request", // 5.15.2
        "I2C, requestq", // 5.16.2
        "SCMI, cmdq eventq+", // 5.17.2
        "GPIO, requestq eventq+", // 5.18.2
        "PMEM, req_vq", // 5.19.2
        "CAN, Txq Rxq+ Controlq", // 5.20.2
        "SPI, requestq", // 5.21.2
        "MEDIA, commandq eventq+", // 5.22.2
        "RTC, requestq alarmq+", // 5.23.2
        "NINE_P, requestq"
    })
    void rolesAreThoseOfChapter5(DeviceType type, String expected) {
        String[] words = expected.split(" ");
        for (int queue = 0; queue < words.length; queue++) {
            assertEquals(words[queue], show(QueueRoles.of(type, queue)), type + " queue " + queue);
        }
    }

    @Test
    void aNetworkDeviceHasItsControlQueueLast() {
        // 5.1.2: 2(N-1) receiveqN, 2(N-1)+1 transmitqN, 2N controlq
        assertEquals(List.of("rx0+", "tx0", "controlq"), roles(DeviceType.NET, 3, 3, null));
        assertEquals(List.of("rx0+", "tx0"), roles(DeviceType.NET, 2, 2, null));
        assertEquals(
                List.of("rx0+", "tx0", "rx1+", "tx1", "rx2+", "tx2", "rx3+", "tx3", "controlq"),
                roles(DeviceType.NET, 9, 9, null));
        assertEquals(List.of("rx0+", "tx0", "rx1+", "tx1"), roles(DeviceType.NET, 4, 4, null));
    }

    @Test
    void withoutACountQueue2IsTakenForTheControlQueue() {
        assertEquals(List.of("rx0+", "tx0", "controlq", "tx1"), roles(DeviceType.NET, 4, null, null));
    }

    @Test
    void withoutMqAndRssThereIsOnePair() {
        // 5.1.2: N=1 if neither VIRTIO_NET_F_MQ nor VIRTIO_NET_F_RSS is negotiated
        assertEquals("controlq", show(QueueRoles.of(DeviceType.NET, 2, 9, FeatureSet.of(17))));
        assertEquals("rx1+", show(QueueRoles.of(DeviceType.NET, 2, 9, FeatureSet.of(17, 22))));
        assertEquals("rx1+", show(QueueRoles.of(DeviceType.NET, 2, 9, FeatureSet.of(17, 60))));
    }

    @Test
    void aConsoleWith64QueuesHas31Ports() {
        // 5.3.2: port 0, the control queues, then port 1 and on
        List<String> roles = roles(DeviceType.CONSOLE, 64, 64, null);
        assertEquals(
                List.of(
                        "receiveq(port0)+",
                        "transmitq(port0)",
                        "control receiveq+",
                        "control transmitq",
                        "receiveq(port1)+",
                        "transmitq(port1)"),
                roles.subList(0, 6));
        assertEquals("transmitq(port30)", roles.get(63));
        assertEquals(64, roles.stream().distinct().count());
    }

    @Test
    void aCryptoDeviceHasItsControlQueueLast() {
        // 5.9.2: dataq1 to dataqN, then controlq
        assertEquals(List.of("dataq1", "controlq"), roles(DeviceType.CRYPTO, 2, 2, null));
        assertEquals(List.of("dataq1", "dataq2", "controlq"), roles(DeviceType.CRYPTO, 3, 3, null));
    }

    @Test
    void optionalQueuesOfABalloonDependOnFeatures() {
        // 5.5.2: statsq with STATS_VQ (1), free_page_vq with FREE_PAGE_HINT (3), reporting_vq with PAGE_REPORTING (5)
        assertEquals(
                List.of("inflateq", "deflateq", "statsq+", "reporting_vq"),
                roles(DeviceType.BALLOON, 4, null, FeatureSet.of(1, 5)));
        assertEquals(List.of("inflateq", "deflateq", "queue 2"), roles(DeviceType.BALLOON, 3, null, FeatureSet.of(0)));
    }

    @Test
    void theNotificationQueueOfAFileSystemNeedsItsFeature() {
        // 5.11.2: 1 notification queue, only with VIRTIO_FS_F_NOTIFICATION
        assertEquals(
                List.of("hiprio", "notification queue+", "requestq1"),
                roles(DeviceType.FS, 3, null, FeatureSet.of(0, 32)));
        assertEquals(List.of("hiprio", "requestq1", "requestq2"), roles(DeviceType.FS, 3, 3, FeatureSet.of(32)));
    }

    @Test
    void whatNobodyDefinesIsNumbered() {
        assertEquals("queue 7", show(QueueRoles.of(null, 7)));
        assertEquals("queue 0", show(QueueRoles.of(DeviceType.WATCHDOG, 0)));
        assertEquals("queue 1", show(QueueRoles.of(DeviceType.RNG, 1, 1)));
        assertEquals("queue -1", show(QueueRoles.of(DeviceType.NET, -1)));
    }

    @Test
    void aCountThatTheIndexContradictsIsNotBelieved() {
        assertEquals("controlq", show(QueueRoles.of(DeviceType.NET, 2, 2)));
        assertEquals("dataq3", show(QueueRoles.of(DeviceType.CRYPTO, 2, 2)));
    }

    @Test
    void kindsHaveTheNamesOfTheTraceFormat() {
        assertEquals("request", Kind.REQUEST.label());
        assertEquals("supply", Kind.SUPPLY.label());
        assertSame(Kind.SUPPLY, QueueRoles.of(DeviceType.NET, 0).kind());
    }

    private static List<String> roles(DeviceType type, int queues, Integer count, FeatureSet features) {
        return IntStream.range(0, queues)
                .mapToObj(queue -> show(QueueRoles.of(type, queue, count, features)))
                .toList();
    }

    private static String show(QueueRole role) {
        return role.kind() == Kind.SUPPLY ? role.name() + "+" : role.name();
    }
}
