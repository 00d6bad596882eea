package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.internal.Scratch;
import io.vqtrace.imports.ImportResult;
import io.vqtrace.trace.Compression;
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
        OutputTarget place = OutputTarget.of(target, force, OutputTarget::isTrace, "trace");
        LogImport log = new LogImport(logs, facts, keepGoing, zstd ? Compression.ZSTD : Compression.NONE);
        ImportResult result;
        try (Scratch scratch = place.scratch()) {
            result = log.into(scratch.folder(), target.toString(), root.console());
            place.keep(scratch);
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
}
