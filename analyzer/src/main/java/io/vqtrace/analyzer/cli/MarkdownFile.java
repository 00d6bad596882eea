package io.vqtrace.analyzer.cli;

import java.util.Locale;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes the file of {@code --markdown} if the next argument is one by its ending; else the option stands alone and the
 * argument is left to be what it was, such as the trace.
 */
final class MarkdownFile implements IParameterConsumer {

    /** The value that stands for standard output. */
    static final String STANDARD_OUTPUT = "-";

    @Override
    public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
        boolean file = !arguments.isEmpty() && isMarkdown(arguments.peek());
        option.setValue(file ? arguments.pop() : STANDARD_OUTPUT);
    }

    private static boolean isMarkdown(String argument) {
        String name = argument.toLowerCase(Locale.ROOT);
        return !name.startsWith("-") && (name.endsWith(".md") || name.endsWith(".markdown"));
    }
}
