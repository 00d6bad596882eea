package io.vqtrace.virtio;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The feature bits of every device family (virtio 1.4 chapters 5 and 6), read from one text table per family.
 *
 * <p>A bit is looked up in the device's own table and in the table of ring and transport bits. Where both define it,
 * the standard meaning wins over a legacy one: bit 41 of a network device is {@code VIRTIO_F_ADMIN_VQ}, not the legacy
 * {@code VIRTIO_NET_F_GUEST_RSC4}. A family's table is read at its first use (some 100 lines at most) and kept.
 */
public final class Features {
    private static final String UNKNOWN_PREFIX = "bit ";
    private static final String UNKNOWN_SUFFIX = " (unknown)";

    // Two threads may read the same table at the same time; the results are equal, either may stay.
    private static final AtomicReferenceArray<FeatureTable> TABLES =
            new AtomicReferenceArray<>(DeviceType.values().length);

    private Features() {}

    /**
     * Finds the definition of a bit.
     *
     * @param type the device's type, or null if unknown: then only ring and transport bits are defined
     * @param bit the bit's number, 0 to 127
     * @return the feature, or null if nobody defines the bit
     * @throws IllegalArgumentException if the bit is outside 0 to 127
     */
    public static Feature of(DeviceType type, int bit) {
        FeatureSet.checkBit(bit);
        return table(type).at(bit);
    }

    /**
     * Returns a bit's name, or its number in words.
     *
     * @param type the device's type, or null if unknown
     * @param bit the bit's number, 0 to 127
     * @return such as {@code VIRTIO_BLK_F_MQ} or {@code bit 57 (unknown)}
     * @throws IllegalArgumentException if the bit is outside 0 to 127
     */
    public static String name(DeviceType type, int bit) {
        Feature feature = of(type, bit);
        return feature == null ? unknown(bit) : feature.name();
    }

    /**
     * Finds the number of a named bit.
     *
     * <p>Understands the specification's names, the aliases of Linux and QEMU ({@code VIRTIO_RING_F_EVENT_IDX}), what
     * {@link #name} returns for an unknown bit, and QEMU's QMP text, in which a colon and a description follow the
     *     name.
     *
     * @param type the device's type, or null if unknown
     * @param name the bit's name
     * @return the bit's number, or -1 if there is no such name
     */
    public static int bit(DeviceType type, String name) {
        int colon = name.indexOf(':');
        String key = (colon < 0 ? name : name.substring(0, colon)).trim();
        int known = table(type).bitOf(key);
        return known >= 0 ? known : parseUnknown(key);
    }

    /**
     * Lists what the device family's own table defines, ring and transport bits not included.
     *
     * @param type the device's type
     * @return the features by ascending bit, legacy ones and those from outside the specification included
     */
    public static List<Feature> ofDevice(DeviceType type) {
        return table(type).own();
    }

    /**
     * Lists the ring and transport bits, which mean the same for every device type (chapter 6).
     *
     * @return the features by ascending bit
     */
    public static List<Feature> ofTransport() {
        return Transport.TABLE.own();
    }

    /**
     * Shows a bit that has no name, be it a feature bit or a status bit.
     *
     * @param bit the bit's number
     * @return such as {@code bit 57 (unknown)}
     */
    static String unknown(int bit) {
        return UNKNOWN_PREFIX + bit + UNKNOWN_SUFFIX;
    }

    private static int parseUnknown(String key) {
        if (!key.startsWith(UNKNOWN_PREFIX) || !key.endsWith(UNKNOWN_SUFFIX)) {
            return -1;
        }
        String number = key.substring(UNKNOWN_PREFIX.length(), key.length() - UNKNOWN_SUFFIX.length());
        if (!number.matches("\\d{1,3}")) {
            return -1;
        }
        int bit = Integer.parseInt(number);
        return bit < FeatureSet.BITS ? bit : -1;
    }

    private static FeatureTable table(DeviceType type) {
        if (type == null) {
            return Transport.TABLE;
        }
        FeatureTable table = TABLES.get(type.ordinal());
        if (table == null) {
            table = FeatureTable.load(type.family(), Transport.TABLE);
            TABLES.set(type.ordinal(), table);
        }
        return table;
    }

    /** Holds the table that every other one falls back to; its own class, so that it is read at first use. */
    private static final class Transport {
        static final FeatureTable TABLE = FeatureTable.load("transport", null);
    }
}
