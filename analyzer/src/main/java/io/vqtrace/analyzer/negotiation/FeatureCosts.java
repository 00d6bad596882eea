package io.vqtrace.analyzer.negotiation;

import io.vqtrace.virtio.DeviceType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The costs of all features that matter, read from {@code feature-costs.txt} once. */
public final class FeatureCosts {
    private static final String FILE = "feature-costs.txt";
    private static final String ALL_FAMILIES = "*";
    private static final int FIELDS = 5;
    private static final List<FeatureCost> COSTS = load();

    private FeatureCosts() {}

    /**
     * Returns the whole table.
     *
     * @return transport features first, then those of each device family
     */
    public static List<FeatureCost> all() {
        return COSTS;
    }

    /**
     * Returns what matters to a device.
     *
     * @param type the device's type, or null if unknown: then only features that matter to every device
     * @return the costs in the table's order
     */
    public static List<FeatureCost> of(DeviceType type) {
        String family = type == null ? "" : type.family();
        return COSTS.stream().filter(cost -> cost.concerns(family)).toList();
    }

    private static List<FeatureCost> load() {
        try (InputStream in = FeatureCosts.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(FeatureCosts::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FeatureCost parse(String line) {
        String[] fields = line.split("\\|", FIELDS);
        return new FeatureCost(
                fields[0],
                fields[1].equals(ALL_FAMILIES) ? Set.of() : Set.of(fields[1].split(",")),
                FeatureCost.Attention.valueOf(fields[2].toUpperCase(Locale.ROOT)),
                fields[3],
                fields[4]);
    }
}
