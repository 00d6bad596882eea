package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the views that {@code vqtrace sql} can read, from the documentation at the head of each SQL module. */
final class SqlViews {

    private static final Pattern VIEW = Pattern.compile("-- view (\\w+): *(.*)");
    private static final Pattern COLUMN = Pattern.compile("--   (\\S+) {2,}(.*)");
    private static final Pattern CONTINUATION = Pattern.compile("-- {8,}(\\S.*)");

    private SqlViews() {}

    /**
     * A view.
     *
     * @param view name
     * @param description what a row is
     * @param columns its columns
     */
    record View(String view, String description, List<ViewColumn> columns) {}

    /**
     * A column of a view.
     *
     * @param view name of the view
     * @param column name
     * @param description meaning and unit
     */
    record ViewColumn(String view, String column, String description) {}

    /**
     * The views and their columns as a result of the command.
     *
     * @throws IOException if a module cannot be read
     */
    static Result ofModules() throws IOException {
        List<View> views = new ArrayList<>();
        for (String module : TraceSession.allModules()) {
            views.addAll(parse(text(module)));
        }
        List<Block> document = new ArrayList<>();
        document.add(new Block.Paragraph("Views; columns that the capture could not observe are null. Give a statement"
                + " to read them: vqtrace sql TRACE \"select …\""));
        List<ViewColumn> all = new ArrayList<>();
        for (View view : views) {
            document.add(new Block.Heading(view.view()));
            document.add(new Block.Paragraph(view.description()));
            document.add(new Block.Facts(view.columns().stream()
                    .map(c -> new Block.Fact("  " + c.column(), c.description()))
                    .toList()));
            all.addAll(view.columns());
        }
        Table<ViewColumn> table = new Table<>(
                List.of(
                        Column.of("view", "VIEW", Unit.TEXT, ViewColumn::view),
                        Column.of("column", "COLUMN", Unit.TEXT, ViewColumn::column),
                        Column.of("description", "DESCRIPTION", Unit.TEXT, ViewColumn::description)),
                all);
        return new Result("vqtrace.views/1", java.util.Map.of("views", views), table, document);
    }

    private static String text(String module) throws IOException {
        String resource = "/io/vqtrace/analyzer/sql/" + module + ".sql";
        try (InputStream in = TraceSession.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing from this installation");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads the views that a module's header comment documents. */
    static List<View> parse(String module) {
        List<View> views = new ArrayList<>();
        for (String line : module.lines().toList()) {
            Matcher view = VIEW.matcher(line);
            Matcher column = COLUMN.matcher(line);
            Matcher continuation = CONTINUATION.matcher(line);
            if (view.matches()) {
                views.add(new View(view.group(1), view.group(2), new ArrayList<>()));
            } else if (views.isEmpty() || !line.startsWith("--")) {
                continue;
            } else if (column.matches()) {
                View last = views.get(views.size() - 1);
                last.columns().add(new ViewColumn(last.view(), column.group(1).replace("\"", ""), column.group(2)));
            } else if (continuation.matches()) {
                continueColumn(views.get(views.size() - 1).columns(), continuation.group(1));
            }
        }
        return views;
    }

    private static void continueColumn(List<ViewColumn> columns, String text) {
        if (!columns.isEmpty()) {
            ViewColumn last = columns.remove(columns.size() - 1);
            columns.add(new ViewColumn(last.view(), last.column(), last.description() + " " + text));
        }
    }
}
