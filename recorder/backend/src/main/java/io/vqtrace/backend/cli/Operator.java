package io.vqtrace.backend.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Whoever reads standard error: is told what happens, one line each. Any thread. */
final class Operator implements Consumer<String> {
    private final PrintWriter err;

    Operator(PrintWriter err) {
        this.err = err;
    }

    void say(String message) {
        err.println("vqtrace-backend: " + message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " "));
    }

    @Override
    public void accept(String message) {
        say(message);
    }

    PrintWriter writer() {
        return err;
    }
}
