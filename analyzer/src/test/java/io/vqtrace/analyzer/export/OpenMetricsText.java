package io.vqtrace.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads OpenMetrics text by the grammar of the OpenMetrics specification 1.0 and checks what it says beside. */
final class OpenMetricsText {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"";
    private static final String NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
    private static final Pattern DESCRIPTOR = Pattern.compile("# (TYPE|UNIT|HELP) (" + NAME + ") (.*)");
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{(" + LABEL + "(?:," + LABEL
            + ")*)?\\})? (" + NUMBER + "|NaN|[+-]?Inf)(?: (" + NUMBER + "))?");
    private static final Map<String, Set<String>> SUFFIXES = Map.of(
            "counter", Set.of("_total", "_created"),
            "gauge", Set.of(""),
            "info", Set.of("_info"),
            "stateset", Set.of(""),
            "summary", Set.of("", "_sum", "_count", "_created"));

    private final Map<String, Map<String, String>> families = new LinkedHashMap<>();
    private final Map<String, Map<Map<String, String>, Double>> samples = new LinkedHashMap<>();
    private String current;

    static OpenMetricsText parse(String text) {
        assertTrue(text.endsWith("\n# EOF\n"), "the text ends with its mark");
        assertFalse(text.contains("\r"), "lines end with LF");
        OpenMetricsText parsed = new OpenMetricsText();
        List<String> lines = text.lines().toList();
        lines.subList(0, lines.size() - 1).forEach(parsed::line);
        return parsed;
    }

    private void line(String line) {
        Matcher descriptor = DESCRIPTOR.matcher(line);
        if (descriptor.matches()) {
            String family = descriptor.group(2);
            if (!family.equals(current)) {
                assertNull(families.put(family, new LinkedHashMap<>()), "a family in two places: " + family);
                current = family;
            }
            assertNull(families.get(family).put(descriptor.group(1), descriptor.group(3)), "said twice: " + line);
            if (descriptor.group(1).equals("UNIT")) {
                assertTrue(family.endsWith("_" + descriptor.group(3)), "the name ends with the unit: " + line);
            }
        } else {
            sample(line);
        }
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertTrue(sample.matches(), "no sample: " + line);
        String name = sample.group(1);
        String type = families.get(current).get("TYPE");
        assertTrue(name.startsWith(current), "a sample of another family: " + line);
        assertTrue(SUFFIXES.get(type).contains(name.substring(current.length())), type + " with " + line);
        Map<String, String> labels = labels(sample.group(2), line);
        double value = Double.parseDouble(sample.group(7));
        switch (type) {
            case "counter" -> assertTrue(value >= 0, line);
            case "info" -> assertEquals(1, value, line);
            case "stateset" -> assertTrue(labels.containsKey(current) && (value == 0 || value == 1), line);
            case "summary" -> {
                String quantile = labels.get("quantile");
                assertEquals(name.equals(current), quantile != null, line);
                assertTrue(quantile == null || Double.parseDouble(quantile) <= 1, line);
            }
            default -> assertEquals("gauge", type, line);
        }
        assertNull(samples.computeIfAbsent(name, any -> new LinkedHashMap<>()).put(labels, value), "twice: " + line);
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new TreeMap<>();
        if (text != null) {
            Matcher label = Pattern.compile(LABEL).matcher(text);
            while (label.find()) {
                String value = label.group(2)
                        .replace("\\n", "\n")
                        .replace("\\\"", "\"")
                        .replace("\\\\", "\\");
                assertNull(labels.put(label.group(1), value), "a label twice: " + line);
            }
        }
        return labels;
    }

    /** The samples of a name, by labels. */
    Map<Map<String, String>, Double> samples(String name) {
        return samples.getOrDefault(name, Map.of());
    }

    /** The only sample of a name whose labels hold all of these. */
    double sample(String name, Map<String, String> some) {
        List<Double> found = samples(name).entrySet().stream()
                .filter(each -> each.getKey().entrySet().containsAll(some.entrySet()))
                .map(Map.Entry::getValue)
                .toList();
        assertEquals(1, found.size(), name + some);
        return found.get(0);
    }
}
