package io.vqtrace.analyzer.render;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Tables as aligned text. Columns that do not fit are left out, the least important first, and named below. */
final class TextTable {

    private static final String GAP = "  ";
    private static final String HEADER = "1";

    private TextTable() {}

    static <T> void write(Table<T> whole, Terminal terminal, Writer out) throws IOException {
        Table<T> table = whole.forReading();
        List<T> rows = new ArrayList<>();
        table.rows().forEach(rows::add);
        if (rows.isEmpty()) {
            out.append("  (none)\n");
            return;
        }
        List<Fitted> columns = new ArrayList<>();
        for (Column<T> column : table.columns()) {
            List<String> cells = rows.stream()
                    .map(row -> terminal.signs(oneLine(column.text(row))))
                    .toList();
            columns.add(Fitted.of(column, terminal.signs(column.header()), cells));
        }
        List<String> leftOut = fit(columns, terminal.columns());

        out.append(terminal.paint(HEADER, line(columns, Fitted::header))).append('\n');
        for (int row = 0; row < rows.size(); row++) {
            int index = row;
            out.append(line(columns, c -> c.cells().get(index))).append('\n');
        }
        if (!leftOut.isEmpty()) {
            String note = "(too narrow for: " + String.join(", ", leftOut) + ")";
            for (String line : Wrap.lines(GAP, GAP, note, terminal.columns())) {
                out.append(line).append('\n');
            }
        }
    }

    private static List<String> fit(List<Fitted> columns, int width) {
        List<Fitted> leftOut = new ArrayList<>();
        List<Fitted> all = List.copyOf(columns);
        while (width(columns) > width) {
            Fitted least = columns.stream()
                    .filter(c -> c.rank() > 0)
                    .max(Comparator.comparingInt(Fitted::rank))
                    .orElse(null);
            if (least == null) {
                break;
            }
            columns.remove(least);
            leftOut.add(least);
        }
        return all.stream().filter(leftOut::contains).map(Fitted::header).toList();
    }

    private static int width(List<Fitted> columns) {
        return columns.stream().mapToInt(c -> c.width() + GAP.length()).sum() - GAP.length();
    }

    private static String line(List<Fitted> columns, java.util.function.Function<Fitted, String> text) {
        return columns.stream()
                .map(c -> c.pad(text.apply(c)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String oneLine(String text) {
        return text.replace("\r", "").replace('\n', ' ');
    }

    /** A column as it will be printed. */
    private record Fitted(String header, int rank, boolean right, int width, List<String> cells) {

        static Fitted of(Column<?> column, String header, List<String> cells) {
            int width = cells.stream().mapToInt(String::length).max().orElse(0);
            return new Fitted(
                    header, column.rank(), column.unit().alignsRight(), Math.max(width, header.length()), cells);
        }

        String pad(String text) {
            String blanks = " ".repeat(width - text.length());
            return right ? blanks + text : text + blanks;
        }
    }
}
