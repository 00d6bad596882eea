package io.vqtrace.analyzer;

import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.session.Answer;
import java.util.List;

/** The first rows of an answer as an HTML table: names and values are escaped, numbers line up on the right. */
final class HtmlTable {
    private static final String RIGHT = " style=\"text-align:right\"";
    private static final String LEFT = " style=\"text-align:left\"";

    private HtmlTable() {}

    static String of(List<Answer.Column> columns, List<List<Object>> rows, int most) {
        StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
        for (Answer.Column column : columns) {
            cell(html, "th", column, column.name());
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<Object> row : rows.subList(0, Math.min(most, rows.size()))) {
            html.append("<tr>");
            for (int i = 0; i < columns.size(); i++) {
                cell(html, "td", columns.get(i), Unit.TEXT.text(row.get(i)));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
        if (rows.size() > most) {
            html.append("<p>the first ")
                    .append(most)
                    .append(" of ")
                    .append(rows.size())
                    .append(" rows</p>\n");
        }
        return html.toString();
    }

    private static void cell(StringBuilder html, String tag, Answer.Column column, String text) {
        html.append('<').append(tag).append(column.isNumber() ? RIGHT : LEFT).append('>');
        html.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        html.append("</").append(tag).append('>');
    }
}
