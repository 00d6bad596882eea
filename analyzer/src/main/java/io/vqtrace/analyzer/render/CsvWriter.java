package io.vqtrace.analyzer.render;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Tables as CSV (RFC 4180, but lines end in a line feed): raw values, nothing for what was not observable. */
final class CsvWriter {

    private CsvWriter() {}

    static <T> void write(Table<T> table, Writer out) throws IOException {
        out.append(table.columns().stream().map(c -> quoted(c.key())).collect(Collectors.joining(",")))
                .append('\n');
        for (T row : table.rows()) {
            String separator = "";
            for (Column<T> column : table.columns()) {
                out.append(separator).append(quoted(raw(column.value().apply(row))));
                separator = ",";
            }
            out.append('\n');
        }
    }

    private static String raw(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? BigDecimal.valueOf(number).toPlainString() : number.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining("; "));
        }
        return value.toString();
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
