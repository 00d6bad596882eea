package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.session.Answer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows the answer of {@code vqtrace sql}: values as they are, row by row. */
final class SqlView {

    private SqlView() {}

    static Result of(Answer answer) {
        List<String> names = answer.columns().stream().map(Answer.Column::name).toList();
        List<Column<List<Object>>> columns = new ArrayList<>();
        for (Answer.Column column : answer.columns()) {
            columns.add(Column.ofElement(columns.size(), column.name(), column.isNumber()));
        }
        Iterable<List<Object>> rows = () -> answer;
        Table<List<Object>> table = new Table<>(columns, rows);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("columns", names);
        json.put("rows", objects(names, rows));
        return new Result("vqtrace.sql/1", json, table, List.of(new Block.Grid(table)));
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
}
