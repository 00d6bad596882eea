package io.vqtrace.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What a child process found, handed over in a file of properties. */
public final class ChildResult {
    private final Properties values = new Properties();

    /**
     * Adds a value.
     *
     * @param key its name
     * @param value its value
     */
    public void put(String key, Object value) {
        values.setProperty(key, value.toString());
    }

    /**
     * Returns a text.
     *
     * @param key its name
     * @return the value
     * @throws IllegalStateException if the child did not give it
     */
    public String text(String key) {
        String value = values.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("no " + key + " in " + values);
        }
        return value;
    }

    /**
     * Returns an integer.
     *
     * @param key its name
     * @return the value
     */
    public long integer(String key) {
        return Long.parseLong(text(key));
    }

    /**
     * Returns a number.
     *
     * @param key its name
     * @return the value
     */
    public double number(String key) {
        return Double.parseDouble(text(key));
    }

    /**
     * Writes the values.
     *
     * @param file the file that the child was given
     * @throws IOException if it cannot be written
     */
    public void write(String file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(Path.of(file))) {
            values.store(writer, null);
        }
    }

    static ChildResult read(Path file) throws IOException {
        ChildResult result = new ChildResult();
        try (Reader reader = Files.newBufferedReader(file)) {
            result.values.load(reader);
        }
        return result;
    }
}
