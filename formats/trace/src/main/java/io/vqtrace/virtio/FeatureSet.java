package io.vqtrace.virtio;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A set of feature bits: what a device offers, or what a driver accepts (virtio 1.4 section 2.2). Immutable.
 *
 * @param low bits 0 to 63
 * @param high bits 64 to 127
 */
public record FeatureSet(long low, long high) {
    /** Feature bits that exist: 0 to 127. */
    public static final int BITS = 128;

    /** No bit set. */
    public static final FeatureSet NONE = new FeatureSet(0, 0);

    /**
     * Makes a set of some bits.
     *
     * @param bits numbers from 0 to 127
     * @return the set
     * @throws IllegalArgumentException if a bit is outside 0 to 127
     */
    public static FeatureSet of(int... bits) {
        FeatureSet set = NONE;
        for (int bit : bits) {
            set = set.set(bit);
        }
        return set;
    }

    /**
     * Tells whether a bit is in the set.
     *
     * @param bit the bit's number, 0 to 127
     * @return true if it is set
     * @throws IllegalArgumentException if the bit is outside 0 to 127
     */
    public boolean has(int bit) {
        checkBit(bit);
        return ((bit < 64 ? low : high) >>> bit & 1) != 0;
    }

    /**
     * Adds a bit.
     *
     * @param bit the bit's number, 0 to 127
     * @return the set with the bit
     * @throws IllegalArgumentException if the bit is outside 0 to 127
     */
    public FeatureSet set(int bit) {
        checkBit(bit);
        long mask = 1L << bit;
        return bit < 64 ? new FeatureSet(low | mask, high) : new FeatureSet(low, high | mask);
    }

    /**
     * Replaces 32 bits, as a register with a feature select does (sections 4.1.4.3 and 4.2.2).
     *
     * @param select which bits: {@code select * 32} to {@code select * 32 + 31}, 0 to 3
     * @param value the new bits
     * @return the set with those bits replaced
     * @throws IllegalArgumentException if the select is outside 0 to 3, where no feature bit exists
     */
    public FeatureSet withWord(int select, int value) {
        checkBit((long) select * 32);
        int shift = (select & 1) * 32;
        long keep = ~(0xffff_ffffL << shift);
        long bits = (value & 0xffff_ffffL) << shift;
        return select < 2 ? new FeatureSet(low & keep | bits, high) : new FeatureSet(low, high & keep | bits);
    }

    /**
     * Removes the bits of another set.
     *
     * @param other what to remove
     * @return the bits that are in this set only
     */
    public FeatureSet minus(FeatureSet other) {
        return new FeatureSet(low & ~other.low, high & ~other.high);
    }

    /**
     * Keeps the bits of another set.
     *
     * @param other what to keep
     * @return the bits that are in both sets
     */
    public FeatureSet and(FeatureSet other) {
        return new FeatureSet(low & other.low, high & other.high);
    }

    /**
     * Adds the bits of another set.
     *
     * @param other what to add
     * @return the bits that are in either set
     */
    public FeatureSet or(FeatureSet other) {
        return new FeatureSet(low | other.low, high | other.high);
    }

    /**
     * Tells whether no bit is set.
     *
     * @return true for the empty set
     */
    public boolean isEmpty() {
        return (low | high) == 0;
    }

    /**
     * Lists the bits.
     *
     * @return the numbers of the bits that are set, ascending
     */
    public IntStream bits() {
        return IntStream.range(0, BITS).filter(this::has);
    }

    /**
     * Names the bits.
     *
     * @param type the device's type, or null if unknown
     * @return {@link Features#name} of each bit, ascending
     */
    public List<String> names(DeviceType type) {
        return bits().mapToObj(bit -> Features.name(type, bit)).toList();
    }

    /**
     * Finds the bits that nobody defines.
     *
     * @param type the device's type, or null if unknown
     * @return the bits without a {@link Features#of definition}
     */
    public FeatureSet unknown(DeviceType type) {
        return of(bits().filter(bit -> Features.of(type, bit) == null).toArray());
    }

    /**
     * Finds the features that lack what they require, in an offer or an acceptance (sections 2.2.1 and 2.2.2).
     *
     * @param type the device's type, or null if unknown
     * @return one entry per requirement that is not met, by ascending bit; empty if the set is closed
     */
    public List<MissingDependency> missingDependencies(DeviceType type) {
        return missing(type, Feature::requires);
    }

    /**
     * Finds the features that lack what a device must offer with them though a driver need not accept it.
     *
     * @param type the device's type, or null if unknown
     * @return requirements of an offer that are not met, besides {@link #missingDependencies}
     */
    public List<MissingDependency> missingFromOffer(DeviceType type) {
        return missing(type, Feature::requiresWhenOffered);
    }

    private List<MissingDependency> missing(DeviceType type, Function<Feature, List<FeatureSet>> requirements) {
        List<MissingDependency> missing = new ArrayList<>();
        bits().mapToObj(bit -> Features.of(type, bit))
                .filter(feature -> feature != null)
                .forEach(feature -> requirements.apply(feature).stream()
                        .filter(anyOf -> and(anyOf).isEmpty())
                        .forEach(anyOf -> missing.add(new MissingDependency(feature, anyOf))));
        return List.copyOf(missing);
    }

    /** Returns the mask in hexadecimal, such as {@code 0x130000000}. */
    @Override
    public String toString() {
        return high == 0 ? "0x" + Long.toHexString(low) : String.format("0x%x%016x", high, low);
    }

    static void checkBit(long bit) {
        if (bit < 0 || bit >= BITS) {
            throw new IllegalArgumentException("feature bit " + bit + " is outside 0 to " + (BITS - 1));
        }
    }
}
