package io.vqtrace.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterMapTest {
    /** Table "MMIO Device Register Layout", section 4.2.2: offset, name, direction. */
    private static final String MMIO_V2 = """
        0x000 MagicValue R
        0x004 Version R
        0x008 DeviceID R
        0x00c VendorID R
        0x010 DeviceFeatures R
        0x014 DeviceFeaturesSel W
        0x020 DriverFeatures W
        0x024 DriverFeaturesSel W
        0x030 QueueSel W
        0x034 QueueSizeMax R
        0x038 QueueSize W
        0x044 QueueReady RW
        0x050 QueueNotify W
        0x060 InterruptStatus R
        0x064 InterruptACK W
        0x070 Status RW
        0x080 QueueDescLow W
        0x084 QueueDescHigh W
        0x090 QueueDriverLow W
        0x094 QueueDriverHigh W
        0x0a0 QueueDeviceLow W
        0x0a4 QueueDeviceHigh W
        0x0ac SHMSel W
        0x0b0 SHMLenLow R
        0x0b4 SHMLenHigh R
        0x0b8 SHMBaseLow R
        0x0bc SHMBaseHigh R
        0x0c0 QueueReset RW
        0x0fc ConfigGeneration R
        0x100 Config RW
        """;

    /** struct virtio_pci_common_cfg, section 4.1.4.3: width in bits, name, direction. */
    private static final String PCI = """
        32 device_feature_select RW
        32 device_feature R
        32 driver_feature_select RW
        32 driver_feature RW
        16 config_msix_vector RW
        16 num_queues R
        8 device_status RW
        8 config_generation R
        16 queue_select RW
        16 queue_size RW
        16 queue_msix_vector RW
        16 queue_enable RW
        16 queue_notify_off R
        64 queue_desc RW
        64 queue_driver RW
        64 queue_device RW
        16 queue_notif_config_data R
        16 queue_reset RW
        16 admin_queue_index R
        16 admin_queue_num R
        """;

    @Test
    void mmioVersion2IsTheTableOfSection4_2_2() {
        String ours = Arrays.stream(MmioRegister.values())
                .filter(register -> register.inVersion(2))
                .map(register -> String.format(
                        "0x%03x %s %s%n", register.offset(), register.label(), direction(register.access())))
                .collect(Collectors.joining())
                .replace(System.lineSeparator(), "\n");
        assertEquals(MMIO_V2, ours);
    }

    @Test
    void mmioVersion1HasThePageRegistersOfSection4_2_4() {
        Set<String> only1 = Arrays.stream(MmioRegister.values())
                .filter(register -> register.inVersion(1) && !register.inVersion(2))
                .map(register -> Integer.toHexString(register.offset()) + " " + register.label())
                .collect(Collectors.toSet());
        assertEquals(Set.of("28 GuestPageSize", "3c QueueAlign", "40 QueuePFN"), only1);
        assertTrue(MmioRegister.QUEUE_NOTIFY.inVersion(1));
        assertFalse(MmioRegister.QUEUE_READY.inVersion(1));
        assertFalse(MmioRegister.CONFIG_GENERATION.inVersion(1));
        assertFalse(MmioRegister.STATUS.inVersion(3));
    }

    @Test
    void mmioRegistersAreFoundByOffset() {
        for (MmioRegister register : MmioRegister.values()) {
            assertSame(register, MmioRegister.at(register.offset()));
            assertEquals(register == MmioRegister.CONFIG ? 0 : 4, register.width());
        }
        assertSame(MmioRegister.CONFIG, MmioRegister.at(0x101));
        assertSame(MmioRegister.CONFIG, MmioRegister.at(0x7fff_ffff));
    }

    @ParameterizedTest
    @ValueSource(ints = {-4, -1, 1, 0x018, 0x02c, 0x052, 0x0f8, 0x0ff, Integer.MIN_VALUE})
    void otherMmioOffsetsHoldNoRegister(int offset) {
        assertNull(MmioRegister.at(offset));
    }

    @Test
    void pciFieldsFollowEachOtherAsInSection4_1_4_3() {
        int offset = 0;
        StringBuilder ours = new StringBuilder();
        for (PciCommonConfigRegister field : PciCommonConfigRegister.values()) {
            assertEquals(offset, field.offset(), field.label());
            ours.append(field.width() * 8)
                    .append(' ')
                    .append(field.label())
                    .append(' ')
                    .append(direction(field.access()))
                    .append('\n');
            offset += field.width();
        }
        assertEquals(PCI, ours.toString());
        assertEquals(PciCommonConfigRegister.STRUCTURE_BYTES, offset);
    }

    @Test
    void pciFieldsAreFoundByOffsetAndByByte() {
        for (PciCommonConfigRegister field : PciCommonConfigRegister.values()) {
            assertSame(field, PciCommonConfigRegister.at(field.offset()));
            assertSame(field, PciCommonConfigRegister.containing(field.offset() + field.width() - 1));
        }
        assertSame(PciCommonConfigRegister.QUEUE_DESC, PciCommonConfigRegister.containing(0x24));
        assertNull(PciCommonConfigRegister.at(0x24));
        assertNull(PciCommonConfigRegister.at(64));
        assertNull(PciCommonConfigRegister.containing(-1));
    }

    private static String direction(RegisterAccess access) {
        return (access.readable() ? "R" : "") + (access.writable() ? "W" : "");
    }

    /** Section 4.1.4.10: the header's fields in order, by bits and direction; the vectors are there only with MSI-X. */
    @Test
    void legacyHeaderIsThatOfTheSpecification() {
        String header = """
            32 device_features R
            32 driver_features RW
            32 queue_address RW
            16 queue_size R
            16 queue_select RW
            16 queue_notify RW
            8 device_status RW
            8 isr_status R
            16 config_msix_vector RW
            16 queue_msix_vector RW
            """;
        int offset = 0;
        for (String line : header.lines().toList()) {
            String[] field = line.split(" ");
            PciLegacyRegister register = PciLegacyRegister.at(offset);
            assertEquals(field[1], register.label());
            assertEquals(offset, register.offset());
            assertEquals(Integer.parseInt(field[0]), 8 * register.width());
            assertTrue(register.access().readable());
            assertEquals(field[2].endsWith("W"), register.access().writable());
            offset += register.width();
        }
        assertEquals(PciLegacyRegister.MSIX_HEADER_BYTES, offset);
        assertEquals(PciLegacyRegister.HEADER_BYTES, PciLegacyRegister.CONFIG_MSIX_VECTOR.offset());
        assertNull(PciLegacyRegister.at(offset));
        assertNull(PciLegacyRegister.at(-1));
        assertNull(PciLegacyRegister.at(1));
    }
}
