package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Shows the answer of {@code vqtrace sql}: values as they are, row by row, so that long answers need no memory. */
final class SqlView {

    private SqlView() {}

    static Result of(ResultSet rows) throws SQLException {
        List<String> names = names(rows.getMetaData());
        List<Column<List<Object>>> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int index = i;
            Unit unit = isNumber(rows.getMetaData().getColumnTypeName(i + 1)) ? Unit.NUMBER : Unit.TEXT;
            columns.add(Column.of(names.get(i), names.get(i), unit, row -> row.get(index)));
        }
        Iterable<List<Object>> values = () -> new Rows(rows, names.size());
        Table<List<Object>> table = new Table<>(columns, values);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("columns", names);
        json.put("rows", objects(names, values));
        return new Result("vqtrace.sql/1", json, table, List.of(new Block.Grid(table)));
    }

    /** What a failing statement did wrong, in one line: DuckDB shows it with a picture below. */
    static String reason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int picture = message.indexOf("\nLINE ");
        return Failure.oneLine(picture < 0 ? message : message.substring(0, picture));
    }

    /** Names as JSON keys have to be: a name that comes again gets a number. */
    private static List<String> names(ResultSetMetaData data) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            String label = data.getColumnLabel(i);
            String name = label;
            for (int n = 2; names.contains(name); n++) {
                name = label + "_" + n;
            }
            names.add(name);
        }
        return names;
    }

    private static boolean isNumber(String type) {
        return type.endsWith("INT")
                || type.startsWith("DECIMAL")
                || List.of("INTEGER", "DOUBLE", "FLOAT").contains(type);
    }

    private static Iterable<Map<String, Object>> objects(List<String> names, Iterable<List<Object>> rows) {
        return () -> {
            Iterator<List<Object>> each = rows.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return each.hasNext();
                }

                @Override
                public Map<String, Object> next() {
                    List<Object> row = each.next();
                    Map<String, Object> object = new LinkedHashMap<>();
                    for (int i = 0; i < names.size(); i++) {
                        object.put(names.get(i), row.get(i));
                    }
                    return object;
                }
            };
        };
    }

    private static Object plain(Object value) throws SQLException {
        if (value instanceof Array array) {
            List<Object> elements = new ArrayList<>();
            for (Object element : (Object[]) array.getArray()) {
                elements.add(plain(element));
            }
            return elements;
        }
        if (value instanceof Blob blob) {
            return Arrays.toString(blob.getBytes(1, (int) blob.length()));
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    /** The rows of a result, once. */
    private static final class Rows implements Iterator<List<Object>> {
        private final ResultSet rows;
        private final int columns;
        private Boolean more;

        Rows(ResultSet rows, int columns) {
            this.rows = rows;
            this.columns = columns;
        }

        @Override
        public boolean hasNext() {
            try {
                if (more == null) {
                    more = rows.next();
                }
                return more;
            } catch (SQLException e) {
                throw CommandException.usage(reason(e));
            }
        }

        @Override
        public List<Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                List<Object> row = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    row.add(plain(rows.getObject(i)));
                }
                more = null;
                return row;
            } catch (SQLException e) {
                throw CommandException.usage(reason(e));
            }
        }
    }
}
