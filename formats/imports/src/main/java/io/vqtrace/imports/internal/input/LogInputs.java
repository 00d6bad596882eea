package io.vqtrace.imports.internal.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The inputs of an import, closed together. Not thread-safe. */
public final class LogInputs implements Closeable {
    private final List<LogInput> inputs = new ArrayList<>();

    /**
     * Adds an opened input.
     *
     * @param input the input
     */
    public void add(LogInput input) {
        inputs.add(input);
    }

    /**
     * Returns the inputs.
     *
     * @return in the order in which they were added
     */
    public List<LogInput> list() {
        return Collections.unmodifiableList(inputs);
    }

    /**
     * Closes all inputs.
     *
     * @throws IOException the first failure, with the others suppressed
     */
    @Override
    public void close() throws IOException {
        IOException problem = null;
        for (LogInput input : inputs) {
            try {
                input.close();
            } catch (IOException e) {
                if (problem == null) {
                    problem = e;
                } else {
                    problem.addSuppressed(e);
                }
            }
        }
        if (problem != null) {
            throw problem;
        }
    }
}
