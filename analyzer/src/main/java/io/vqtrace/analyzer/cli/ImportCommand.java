package io.vqtrace.analyzer.cli;

import io.vqtrace.imports.ImportResult;
import io.vqtrace.trace.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vqtrace import}: a QEMU log becomes a trace. */
@Command(
        name = "import",
        description = "Makes a trace of one or more QEMU logs.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "The trace is written beside OUT and renamed when it is whole: a failed import leaves nothing.",
            "",
            "Examples:",
            "  vqtrace import qemu.log",
            "  vqtrace import qemu.log.gz -o run.vqtrace --facts qmp/",
            "  vqtrace import part1.log part2.log -o run.vqtrace --zstd",
            "  ssh host cat /var/log/qemu.log | vqtrace import - -o run.vqtrace"
        })
final class ImportCommand implements Callable<Integer> {

    @ParentCommand
    private VqtraceCommand root;

    @Parameters(
            arity = "1..*",
            paramLabel = "LOG",
            description = "QEMU logs of one run, plain, gzip or zstd; several are merged by time. - is standard input.")
    private List<String> logs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.vqtrace",
            description = "The trace to write. Default: in the current folder, named like the first log:"
                    + " qemu.log.gz becomes qemu.vqtrace.")
    private Path output;

    @Option(
            names = "--facts",
            paramLabel = "DIR",
            description = "QMP answers captured with the log: device names, types, features, queue sizes.")
    private Path facts;

    @Option(names = "--keep-going", description = "Keep what was read of an input that is cut.")
    private boolean keepGoing;

    @Option(names = "--zstd", description = "Compress the events.")
    private boolean zstd;

    @Option(names = "--force", description = "Replace OUT if it is a trace.")
    private boolean force;

    @Override
    public Integer call() {
        Path target = output == null ? defaultOutput() : output;
        checkTarget(target);
        LogImport log = new LogImport(logs, facts, keepGoing, zstd ? Compression.ZSTD : Compression.NONE);
        ImportResult result;
        try (Scratch scratch = Scratch.beside(target)) {
            result = log.into(scratch.folder(), target.toString(), root.console());
            keep(scratch, target);
        }
        result.warnings().forEach(root.console()::warn);
        root.console().print(target + ": " + LogImport.summary(result) + "\n");
        return ExitCode.OK;
    }

    private Path defaultOutput() {
        if (LogImport.STANDARD_INPUT.equals(logs.get(0))) {
            throw CommandException.usage("standard input has no name: say with -o OUT.vqtrace what to write");
        }
        String name = LogImport.name(logs.get(0));
        return Path.of(
                name.replaceFirst("(?i)\\.(gz|zst)$", "").replaceFirst("(?i)\\.(log|txt|trace)$", "") + ".vqtrace");
    }

    private void checkTarget(Path target) {
        if (target.getFileName() == null) {
            throw CommandException.usage(target + " cannot be written: name a folder to make, such as run.vqtrace");
        }
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!force) {
            throw CommandException.usage(target + " exists already; name another with -o, or replace it with --force");
        }
        // --force must not be able to delete anything but a trace.
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) || !Files.exists(target.resolve("trace.json"))) {
            throw CommandException.usage(target + " exists and is no trace: it is not replaced");
        }
    }

    private static void keep(Scratch scratch, Path target) {
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                replace(scratch, target);
            } else {
                scratch.keepAs(target);
            }
        } catch (IOException e) {
            throw CommandException.output("cannot write " + target + ": " + Failure.reason(e), e);
        }
    }

    private static void replace(Scratch scratch, Path target) throws IOException {
        try (Scratch old = Scratch.beside(target.resolveSibling(target.getFileName() + ".replaced"))) {
            Files.move(target, old.folder());
            try {
                scratch.keepAs(target);
            } catch (IOException e) {
                old.keepAs(target);
                throw e;
            }
        }
    }
}
