package io.vqtrace.virtio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The features of one device family, with the ring and transport bits underneath. Immutable. */
final class FeatureTable {
    private final List<Feature> own;
    private final Feature[] byBit = new Feature[FeatureSet.BITS];
    private final Map<String, Integer> bitByName;
    private final FeatureTable base;

    private FeatureTable(FeatureTableParser parsed, FeatureTable base) {
        this.own = parsed.features();
        this.bitByName = parsed.bitsByName();
        this.base = base;
        if (base != null) {
            System.arraycopy(base.byBit, 0, byBit, 0, byBit.length);
        }
        for (Feature feature : own) {
            Feature below = byBit[feature.bit()];
            if (below == null || feature.origin().compareTo(below.origin()) <= 0) {
                byBit[feature.bit()] = feature;
            }
        }
    }

    /**
     * Reads a family's table; a family without one has no features of its own.
     *
     * @throws UncheckedIOException if the resource cannot be read
     */
    static FeatureTable load(String family, FeatureTable base) {
        String resource = "features/" + family + ".txt";
        try (InputStream in = FeatureTable.class.getResourceAsStream(resource)) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new FeatureTable(new FeatureTableParser(resource, text), base);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    List<Feature> own() {
        return own;
    }

    Feature at(int bit) {
        return byBit[bit];
    }

    int bitOf(String name) {
        Integer bit = bitByName.get(name);
        if (bit != null) {
            return bit;
        }
        return base == null ? -1 : base.bitOf(name);
    }
}
