package io.vqtrace.analyzer.cli;

import io.vqtrace.imports.ProgressListener;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error, if that is a terminal, from the moment an import turns out to be long. */
final class ImportProgress implements ProgressListener, AutoCloseable {

    private static final long PATIENCE_NS = 700_000_000L;
    private static final long MIB = 1 << 20;
    private static final int WIDTH = 79;

    private final boolean wanted;
    private final long begin = System.nanoTime();
    private ProgressBar bar;

    ImportProgress(Console console) {
        this.wanted = console.stderrIsTerminal();
    }

    @Override
    public synchronized void progress(long bytes, Long totalBytes) {
        if (!wanted) {
            return;
        }
        if (bar == null) {
            if (System.nanoTime() - begin < PATIENCE_NS) {
                return;
            }
            PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
            bar = new ProgressBarBuilder()
                    .setTaskName("import")
                    .setUnit(" MiB", MIB)
                    .setInitialMax(totalBytes == null ? -1 : totalBytes)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                    .build();
        }
        bar.stepTo(bytes);
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
