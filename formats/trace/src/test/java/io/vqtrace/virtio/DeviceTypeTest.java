package io.vqtrace.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTypeTest {
    /** Chapter 5, the table "Device ID / Virtio Device" as printed. */
    private static final String SPECIFIED = """
        0 reserved (invalid)
        1 network device
        2 block device
        3 console
        4 entropy source
        5 memory ballooning (traditional)
        6 ioMemory
        7 rpmsg
        8 SCSI host
        9 9P transport
        10 mac80211 wlan
        11 rproc serial
        12 virtio CAIF
        13 memory balloon
        16 GPU device
        17 RTC (Real Time Clock) device
        18 Input device
        19 Socket device
        20 Crypto device
        21 Signal Distribution Module
        22 pstore device
        23 IOMMU device
        24 Memory device
        25 Sound device
        26 file system device
        27 PMEM device
        28 RPMB device
        29 mac80211 hwsim wireless simulation device
        30 Video encoder device
        31 Video decoder device
        32 SCMI device
        33 NitroSecureModule
        34 I2C adapter
        35 Watchdog
        36 CAN device
        38 Parameter Server
        39 Audio policy device
        40 Bluetooth device
        41 GPIO device
        42 RDMA device
        43 Camera device
        44 ISM device
        45 SPI controller
        46 TEE device
        47 CPU balloon device
        48 Media device
        49 USB controller
        """;

    /** The sections of chapter 5 in their order, 5.1 first, by device id. */
    private static final List<Integer> SECTIONS =
            List.of(1, 2, 3, 4, 5, 8, 16, 18, 20, 19, 26, 28, 23, 25, 24, 34, 32, 41, 27, 36, 45, 48, 17);

    @Test
    void everyIdOfChapter5HasItsTitle() {
        Map<Integer, String> specified = SPECIFIED
                .lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(
                        words -> Integer.valueOf(words[0]), words -> words[1], (a, b) -> a, TreeMap::new));
        Map<Integer, String> ours = Arrays.stream(DeviceType.values())
                .filter(type -> type != DeviceType.DMABUF)
                .collect(Collectors.toMap(DeviceType::id, DeviceType::title, (a, b) -> a, TreeMap::new));
        assertEquals(specified, ours);
    }

    @Test
    void sectionsFollowTheOrderOfChapter5() {
        for (int i = 0; i < SECTIONS.size(); i++) {
            assertEquals("5." + (i + 1), DeviceType.ofId(SECTIONS.get(i)).section());
        }
        long withSection = Arrays.stream(DeviceType.values())
                .filter(type -> type.section() != null)
                .count();
        assertEquals(SECTIONS.size(), withSection);
    }

    @Test
    void idsLabelsAndFamiliesAreUnique() {
        Set<Integer> ids = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (DeviceType type : DeviceType.values()) {
            assertTrue(ids.add(type.id()), type + " repeats an id");
            assertTrue(labels.add(type.label()), type + " repeats a label");
        }
    }

    @Test
    void idsLabelsAndFamiliesLeadBack() {
        for (DeviceType type : DeviceType.values()) {
            assertSame(type, DeviceType.ofId(type.id()));
            if (type != DeviceType.RESERVED) {
                assertSame(type, DeviceType.ofName(type.label()));
                assertSame(type, DeviceType.ofFamily(type.family()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 14, 15, 50, 0x1001, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void unassignedIdsHaveNoType(int id) {
        assertNull(DeviceType.ofId(id));
    }

    /** Names of {@code qemu-system-x86_64 -device help} and of QMP {@code x-query-virtio}. */
    @ParameterizedTest
    @CsvSource({
        "virtio-net, 1",
        "virtio-net-device, 1",
        "virtio-net-pci-non-transitional, 1",
        "virtio_net, 1",
        "virtio-blk, 2",
        "virtio-blk-pci, 2",
        "virtio-blk-ccw, 2",
        "virtio-blk-pci-transitional, 2",
        "virtio-block, 2",
        "vhost-user-blk, 2",
        "vhost-user-blk-pci-non-transitional, 2",
        "virtio-serial, 3",
        "virtio-serial-pci, 3",
        "virtio-console, 3",
        "virtio-rng-pci, 4",
        "vhost-user-rng, 4",
        "virtio-balloon-pci, 5",
        "vhost-scsi-pci, 8",
        "vhost-user-scsi, 8",
        "virtio-scsi-device, 8",
        "virtio-9p-pci, 9",
        "VIRTIO-GPU-GL-PCI, 16",
        "virtio-vga, 16",
        "vhost-user-vga, 16",
        "virtio-keyboard-pci, 18",
        "virtio-tablet-device, 18",
        "virtio-input-host-pci, 18",
        "vhost-vsock, 19",
        "vhost-vsock-pci, 19",
        "vhost-user-vsock-pci-non-transitional, 19",
        "virtio-crypto-pci, 20",
        "virtio-iommu, 23",
        "virtio-mem-pci, 24",
        "virtio-sound-pci, 25",
        "virtio-snd, 25",
        "virtio-user-fs, 26",
        "vhost-user-fs, 26",
        "vhost-user-fs-pci, 26",
        "virtio-pmem-pci, 27",
        "vhost-user-i2c-pci, 34",
        "vhost-user-gpio-device, 41"
    })
    void namesOfQemuAndLinuxAreUnderstood(String name, int id) {
        assertSame(DeviceType.ofId(id), DeviceType.ofName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e1000e", "nvme", "virtio-", "virtio-mmio", "virtio-pci", "blk", "vhost-vdpa-device"})
    void otherNamesAreNotVirtioDevices(String name) {
        assertNull(DeviceType.ofName(name));
    }
}
