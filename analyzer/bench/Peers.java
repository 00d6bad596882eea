import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Other ways to read the same log in Java, each run as a process of its own by {@link ImportBench}. */
public final class Peers {
    private static final String LINE = "^(\\d+)@(\\d+)\\.(\\d{6}):([a-z]\\w*) ?(.*)$";

    private Peers() {}

    /**
     * Runs one peer over one log and prints what it counted.
     *
     * @param args name of the peer, path of the log
     */
    public static void main(String[] args) throws IOException, SQLException {
        Path log = Path.of(args[1]);
        switch (args[0]) {
            case "readline" -> System.out.println(countLines(log, null));
            case "regex" -> System.out.println(countLines(log, Pattern.compile(LINE)));
            case "duckdb" -> System.out.println(duckdb(log));
            default -> throw new IllegalArgumentException("no peer " + args[0]);
        }
    }

    private static long countLines(Path log, Pattern pattern) throws IOException {
        long count = 0;
        try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (pattern == null) {
                    count++;
                    continue;
                }
                Matcher matcher = pattern.matcher(line);
                if (matcher.matches() && !matcher.group(4).isEmpty()) {
                    count++;
                }
            }
        }
        return count;
    }

    private static long duckdb(Path log) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("create table lines as select regexp_extract(line, '" + LINE
                    + "', ['tid', 'sec', 'usec', 'event', 'args']) as field from read_csv('"
                    + log.toString().replace("'", "''")
                    + "', columns = {'line': 'VARCHAR'}, delim = '\u0001', quote = '', escape = '', header = false)");
            try (var result = statement.executeQuery("select count(*) from lines where field.event <> ''")) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
