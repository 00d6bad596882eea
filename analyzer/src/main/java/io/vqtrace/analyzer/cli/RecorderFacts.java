package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The objects {@code recorder} and {@code dump} of {@code trace.json} as lines; fields of later versions included. */
final class RecorderFacts {
    /** Fields that are points in time; all others that end in {@code _ns} are durations. */
    private static final Set<String> TIMES = Set.of("at_ns", "from_ns", "to_ns");

    private RecorderFacts() {}

    /** One line per field; lists of objects, which tables show, are left out. */
    static List<Block.Fact> of(Map<String, Object> fields) {
        List<Block.Fact> facts = new ArrayList<>();
        fields.forEach((key, value) -> {
            boolean table = value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance);
            if (!table) {
                facts.add(new Block.Fact(name(key), text(key, value)));
            }
        });
        return facts;
    }

    private static String name(String key) {
        return key.replaceFirst("_(ns|bytes)$", "").replace('_', ' ');
    }

    private static String text(String key, Object value) {
        if (value instanceof Map<?, ?> fields) {
            return fields.entrySet().stream()
                    .map(field -> name(String.valueOf(field.getKey())) + " "
                            + text(String.valueOf(field.getKey()), field.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof List<?> items) {
            return items.stream().map(item -> text(key, item)).collect(Collectors.joining(", "));
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        return unit(key, value).text(value);
    }

    private static Unit unit(String key, Object value) {
        if (!(value instanceof Number)) {
            return Unit.TEXT;
        }
        if (key.endsWith("_bytes")) {
            return Unit.BYTES;
        }
        if (key.endsWith("_ns")) {
            return TIMES.contains(key) ? Unit.TIME : Unit.DURATION;
        }
        return Unit.COUNT;
    }
}
