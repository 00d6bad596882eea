package io.vqtrace.analyzer.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The texts of all rules, read from {@code rules.txt} once. */
public final class RuleBook {
    private static final String FILE = "rules.txt";
    private static final int FIELDS = 6;
    private static final List<Rule> RULES = load();

    private RuleBook() {}

    /**
     * Returns all rules.
     *
     * @return by number, from 1
     */
    public static List<Rule> rules() {
        return RULES;
    }

    /**
     * Returns a rule.
     *
     * @param number 1 to 48
     * @return the rule
     */
    public static Rule rule(int number) {
        return RULES.get(number - 1);
    }

    private static List<Rule> load() {
        try (InputStream in = RuleBook.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(RuleBook::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule parse(String line) {
        String[] fields = line.split("\\|", FIELDS);
        return new Rule(
                Integer.parseInt(fields[0]), Level.valueOf(fields[1]), fields[2], fields[3], fields[4], fields[5]);
    }
}
