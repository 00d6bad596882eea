package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.text.Durations;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * Colours for counts: up to seven classes that grow by a constant factor, from light for few to dark for many.
 *
 * <p>The colours get steadily darker (the viridis scale), so they keep their order for every kind of colour vision and
 * in print without colour. Classes instead of a continuous scale can be read back from the picture.
 */
final class CountColours {
    private static final Color[] SCALE = {
        new Color(0xf3e51e),
        new Color(0xa2da37),
        new Color(0x4ac16d),
        new Color(0x1f9e89),
        new Color(0x2e6d8e),
        new Color(0x453581),
        new Color(0x2d0440),
    };

    /** Largest count of each class, ascending. */
    private final List<Long> upper = new ArrayList<>();

    CountColours(long largest) {
        double ratio = Math.pow(Math.max(largest, 1), 1.0 / SCALE.length);
        for (int i = 1; i < SCALE.length; i++) {
            long bound = (long) Math.floor(Math.pow(ratio, i));
            if (bound >= 1 && bound < largest && (upper.isEmpty() || bound > upper.get(upper.size() - 1))) {
                upper.add(bound);
            }
        }
        upper.add(Math.max(largest, 1));
    }

    int classes() {
        return upper.size();
    }

    /** Class of a count of at least 1. */
    int classOf(long count) {
        int found = 0;
        while (found < upper.size() - 1 && count > upper.get(found)) {
            found++;
        }
        return found;
    }

    /** Colour of a class; fewer classes than colours spread over the whole scale. */
    Color colour(int cls) {
        return classes() == 1 ? SCALE[3] : SCALE[cls * (SCALE.length - 1) / (classes() - 1)];
    }

    /** The counts of a class: "1", "2–7". */
    String label(int cls) {
        long low = cls == 0 ? 1 : upper.get(cls - 1) + 1;
        long high = upper.get(cls);
        return low == high ? Durations.count(low) : Durations.count(low) + "–" + Durations.count(high);
    }
}
