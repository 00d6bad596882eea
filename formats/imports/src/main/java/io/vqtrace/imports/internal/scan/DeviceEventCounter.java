package io.vqtrace.imports.internal.scan;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts the events of emulated devices, by device where the event tells it. Not thread-safe. */
final class DeviceEventCounter {
    private static final int MAX_INSTANCES = 1024;
    private static final int MAX_REGIONS = 4096;

    private final Map<EmulatedFamily, NameTable> instances = new EnumMap<>(EmulatedFamily.class);
    private final long[] withoutInstance = new long[EmulatedFamily.values().length];
    private final NameTable regions = new NameTable(MAX_REGIONS);
    private final int[] range = new int[2];
    /** By index of the region: whether it holds registers of a virtio device. */
    private boolean[] virtio = new boolean[64];

    private long otherRegions;

    /** Counts an event. */
    void count(EmulatedFamily family, byte[] text, int from, int to) {
        if (!family.locateInstance(text, from, to, range)) {
            withoutInstance[family.ordinal()]++;
            return;
        }
        NameTable table = instances.computeIfAbsent(family, f -> new NameTable(MAX_INSTANCES));
        int index = table.find(text, range[0], range[1]);
        if (index == NameTable.UNKNOWN) {
            index = table.add(text, range[0]);
        }
        if (index == NameTable.UNKNOWN) {
            withoutInstance[family.ordinal()]++;
        } else {
            table.count(index);
        }
    }

    /**
     * Counts a {@code memory_region_ops_*} event, whose arguments end in {@code name 'REGION'}.
     *
     * @return whether the region holds registers that are decoded; then {@link #nameStart} and {@link #nameEnd} tell its name
     */
    boolean countRegion(byte[] text, int from, int to) {
        int close = to - 1;
        while (close > from && text[close] != '\'') {
            close--;
        }
        int open = close - 1;
        while (open > from && text[open] != '\'') {
            open--;
        }
        int length = close - open - 1;
        if (open <= from || length > NameTable.MAX_LENGTH) {
            otherRegions++;
            return false;
        }
        int index = regions.find(text, open + 1, close);
        if (index == NameTable.UNKNOWN) {
            index = regions.add(text, open + 1);
            describe(index);
        }
        if (index == NameTable.UNKNOWN) {
            otherRegions++;
            return false;
        }
        regions.count(index);
        range[0] = open + 1;
        range[1] = close;
        return virtio[index];
    }

    private void describe(int index) {
        if (index == NameTable.UNKNOWN) {
            return;
        }
        if (index >= virtio.length) {
            virtio = Arrays.copyOf(virtio, index * 2);
        }
        virtio[index] = VirtioRegion.of(regions.name(index)) != null;
    }

    /** Returns where the name of the last region starts. */
    int nameStart() {
        return range[0];
    }

    /** Returns where the name of the last region ends. */
    int nameEnd() {
        return range[1];
    }

    /** Adds what was counted to {@code counts}; accesses to regions of no listed device count as undecoded events. */
    void addTo(EventCounts counts) {
        instances.forEach((family, table) -> {
            for (int i = 0; i < table.size(); i++) {
                counts.emulated(family, table.name(i), table.countOf(i));
            }
        });
        for (EmulatedFamily family : EmulatedFamily.values()) {
            if (withoutInstance[family.ordinal()] > 0) {
                counts.emulated(family, "", withoutInstance[family.ordinal()]);
            }
        }
        long unlisted = otherRegions;
        for (int i = 0; i < regions.size(); i++) {
            EmulatedFamily family = EmulatedFamily.ofRegion(regions.name(i));
            if (family == null && !virtio[i]) {
                unlisted += regions.countOf(i);
            } else if (family != null) {
                counts.emulated(family, "", regions.countOf(i));
            }
        }
        if (unlisted > 0) {
            counts.undecoded("memory_region_ops", unlisted);
        }
    }
}
