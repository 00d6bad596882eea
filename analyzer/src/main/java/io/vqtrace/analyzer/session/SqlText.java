package io.vqtrace.analyzer.session;

import java.util.List;

/** Writes SQL literals; a few rows in one statement load faster than through prepared statements. */
final class SqlText {
    private static final int ROWS_PER_INSERT = 1000;

    private SqlText() {}

    static String literal(Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        return "'" + value.toString().replace("'", "''").replace("\0", "") + "'";
    }

    /** Reads a 64-bit mask as the unsigned number that it is. */
    static Object unsigned(Long mask) {
        return mask == null || mask >= 0 ? mask : new java.math.BigInteger(Long.toUnsignedString(mask));
    }

    static String list(List<?> values) {
        StringBuilder text = new StringBuilder("[");
        for (Object value : values) {
            text.append(text.length() > 1 ? ", " : "").append(literal(value));
        }
        return text.append(']').toString();
    }

    /** Returns INSERT statements for all rows, the empty string for none. */
    static String insert(String table, List<Object[]> rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            boolean first = i % ROWS_PER_INSERT == 0;
            text.append(first ? (i == 0 ? "" : ";\n") + "INSERT INTO " + table + " VALUES (" : ", (");
            Object[] row = rows.get(i);
            for (int j = 0; j < row.length; j++) {
                text.append(j == 0 ? "" : ", ").append(literal(row[j]));
            }
            text.append(')');
        }
        return text.append(rows.isEmpty() ? "" : ";\n").toString();
    }
}
