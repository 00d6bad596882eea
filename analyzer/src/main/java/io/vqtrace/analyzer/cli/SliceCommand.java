package io.vqtrace.analyzer.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Placeholder until the next commit. */
@Command(name = "slice")
final class SliceCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitCode.USAGE;
    }
}
