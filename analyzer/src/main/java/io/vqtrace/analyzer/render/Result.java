package io.vqtrace.analyzer.render;

import java.util.List;

/**
 * The result of a command, described once for all formats.
 *
 * @param schema value of the JSON key {@code schema}, such as {@code vqtrace.report/1}
 * @param json a record or a map: its components are the other keys of the JSON object
 * @param csv the flat table
 * @param document what a person reads, as text or Markdown
 */
public record Result(String schema, Object json, Table<?> csv, List<Block> document) {

    public Result {
        document = List.copyOf(document);
    }
}
