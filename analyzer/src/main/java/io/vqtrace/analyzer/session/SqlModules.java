package io.vqtrace.analyzer.session;

import io.vqtrace.trace.EventColumn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The SQL modules of the class path: one file per subject, each with a header comment that names what it needs
 * ({@code -- requires: other modules}, {@code -- events: columns}) and documents its views.
 */
final class SqlModules {
    /** Every module, in an order in which each comes after those that it requires. */
    static final List<String> ALL = List.of(
            "trace",
            "devices",
            "queues",
            "queue_states",
            "negotiation",
            "events",
            "requests",
            "interrupts",
            "kicks",
            "gaps",
            "depth",
            "episodes",
            "latency",
            "moderation",
            "interrupt_storms",
            "late_interrupts",
            "queue_summary");

    private static final String REQUIRES = "-- requires:";
    private static final String EVENTS = "-- events:";

    private static final Map<String, String> TEXTS = new LinkedHashMap<>();

    private SqlModules() {}

    /** Returns the file's content. */
    static synchronized String text(String module) {
        return TEXTS.computeIfAbsent(module, SqlModules::load);
    }

    private static String load(String module) {
        String resource = "/io/vqtrace/analyzer/sql/" + module + ".sql";
        try (InputStream in = SqlModules.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no SQL module " + module);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the modules and all that they require, each after its requirements. */
    static Set<String> withRequired(Iterable<String> modules) {
        Set<String> ordered = new LinkedHashSet<>();
        for (String module : modules) {
            ordered.addAll(withRequired(names(text(module), REQUIRES)));
            ordered.add(module);
        }
        return ordered;
    }

    /** Returns the event columns that modules read, requirements included. */
    static Set<EventColumn> eventColumns(Iterable<String> modules) {
        Set<EventColumn> columns = EnumSet.noneOf(EventColumn.class);
        for (String module : withRequired(modules)) {
            for (String name : names(text(module), EVENTS)) {
                if (name.equals("*")) {
                    columns.addAll(EnumSet.allOf(EventColumn.class));
                } else {
                    columns.add(EventColumn.valueOf(name.toUpperCase(Locale.ROOT)));
                }
            }
        }
        return columns;
    }

    private static List<String> names(String text, String prefix) {
        return text.lines()
                .filter(line -> line.startsWith(prefix))
                .flatMap(line -> List.of(line.substring(prefix.length()).split(",")).stream())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
