package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.inventory.Discovery;
import io.vqtrace.analyzer.inventory.InputKind;
import io.vqtrace.analyzer.inventory.InventoryAnalysis;
import io.vqtrace.analyzer.inventory.InventoryModel;
import io.vqtrace.analyzer.inventory.InventoryOptions;
import io.vqtrace.analyzer.inventory.TraceEvidence;
import io.vqtrace.analyzer.inventory.Verdict;
import io.vqtrace.analyzer.inventory.Workload;
import io.vqtrace.analyzer.inventory.WorkloadInput;
import io.vqtrace.analyzer.inventory.WorkloadNames;
import io.vqtrace.analyzer.read.TraceReadException;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.text.Visible;
import io.vqtrace.imports.ImportException;
import io.vqtrace.imports.machine.Machine;
import io.vqtrace.imports.machine.MachineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vqtrace inventory}. */
@Command(
        name = "inventory",
        description =
                "Which devices of many machines are emulated, virtio or passed through, which could move to virtio, and"
                        + " whether measured queues give a reason for passthrough.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Inputs: traces, QEMU logs, command lines (a shell's, ps's, libvirt's log, /proc/PID/cmdline), libvirt domain XML"
                    + " (virsh dumpxml), folders of QMP answers (query-pci, info qtree, x-query-virtio), and folders that"
                    + " hold any of these. What lies in one folder, or differs only in its ending, is one workload.",
            "",
            "Verdicts: move to virtio, no virtio counterpart, keep virtio, tune first, passthrough candidate, unknown (with"
                    + " what to capture), passed through. CSV: one row per device. An input that cannot be used is named on"
                    + " standard error, the others are shown, and the exit code is 4.",
            "",
            "Examples:",
            "  vqtrace inventory captures/",
            "  vqtrace inventory /etc/libvirt/qemu/*.xml --format csv",
            "  vqtrace inventory /proc/4711/cmdline --all",
            "  vqtrace inventory run.vqtrace vm.xml --virtio-share 40%%",
            "  vqtrace inventory fleet/ --fail-on emulated --format json | jq '.totals'"
        })
final class InventoryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "INPUT", description = "Files and folders, as told below.")
    private List<Path> inputs;

    @Option(
            names = "--all",
            description = "List parts of the machine as well: bridges, interrupt controllers, legacy ports.")
    private boolean all;

    @Option(
            names = "--virtio-share",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description = "Share of a request's time spent in virtio (wait and notify) from which on passthrough is"
                    + " considered: 25%% or 0.25. Default: 25%%.")
    private double virtioShare = InventoryOptions.DEFAULT.virtioRatio();

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            description = "Exit with 3 if any device is emulated and could move to virtio (emulated).")
    private FailOn failOn;

    @Mixin
    private TraceOptions traceOptions;

    @Mixin
    private Selection selection;

    @Mixin
    private OutputOptions output;

    @ArgGroup(validate = false, heading = Thresholds.HEADING)
    private final Thresholds thresholds = new Thresholds();

    private Console console;
    private int exitCode = ExitCode.OK;

    /** What makes the command fail. */
    private enum FailOn {
        /** A device could move to virtio. */
        EMULATED
    }

    @Override
    public Integer call() throws SQLException, IOException {
        console = VqtraceCommand.of(spec).console();
        InventoryOptions options =
                new InventoryOptions(virtioShare, InventoryOptions.DEFAULT.leastRequests(), thresholds.options());
        List<Workload> workloads = new ArrayList<>();
        for (WorkloadInput input : withFacts(Discovery.of(inputs, this::problem))) {
            workloads.addAll(read(input, options));
        }
        if (workloads.isEmpty()) {
            return exitCode;
        }
        InventoryModel model =
                new InventoryAnalysis(options, all, selection.devices()).run(WorkloadNames.unique(workloads));
        console.print(InventoryView.of(model), output.format());
        boolean found = failOn != null && model.totals().byVerdict().get(Verdict.MOVE_TO_VIRTIO.label()) > 0;
        return exitCode == ExitCode.OK && found ? ExitCode.FINDINGS : exitCode;
    }

    /** One line on an input that cannot be used; the others are shown nevertheless. */
    private void problem(String message) {
        console.err().println("vqtrace: " + Visible.of(Failure.oneLine(message)));
        exitCode = ExitCode.INPUT;
    }

    private List<WorkloadInput> withFacts(List<WorkloadInput> found) {
        if (traceOptions.facts() == null) {
            return found;
        }
        if (found.size() != 1) {
            throw CommandException.usage(
                    "--facts belongs to one log; with several inputs give the folder that holds a log"
                            + " and its answers");
        }
        return List.of(found.get(0).with(traceOptions.facts()));
    }

    private List<Workload> read(WorkloadInput input, InventoryOptions options) throws SQLException, IOException {
        List<List<Machine>> machines = new ArrayList<>();
        for (WorkloadInput.Source source : input.descriptions()) {
            machines.add(machines(source));
        }
        machines.removeIf(List::isEmpty);
        TraceEvidence trace = null;
        for (WorkloadInput.Source source : input.events()) {
            trace = evidence(source, input, options);
        }
        if (machines.isEmpty() && trace == null) {
            return List.of();
        }
        List<String> names =
                input.sources().stream().map(source -> source.path().toString()).toList();
        return WorkloadNames.of(input, names, machines, trace);
    }

    private List<Machine> machines(WorkloadInput.Source source) {
        try {
            List<Machine> machines =
                    MachineReader.read(source.path(), source.kind().source());
            machines.forEach(machine -> machine.problems().forEach(problem -> problem(source.path() + ": " + problem)));
            return machines;
        } catch (ImportException e) {
            problem(e.getMessage());
            return List.of();
        }
    }

    private TraceEvidence evidence(WorkloadInput.Source source, WorkloadInput workload, InventoryOptions options)
            throws SQLException, IOException {
        Path facts = source.kind() == InputKind.LOG ? workload.answers() : null;
        TraceOptions opening = new TraceOptions(facts, traceOptions.strict());
        try (TraceInput input = TraceInput.open(source.path().toString(), opening, console)) {
            SessionOptions.Builder session = selection.applyTo(SessionOptions.builder(), input.files(), input.name());
            // Devices are selected after all sources have named them.
            TraceEvidence evidence = TraceEvidence.of(input.files(), session.devices(List.of()), options);
            exitCode = Math.max(exitCode, input.completeness(opening, console));
            return evidence;
        } catch (TraceReadException e) {
            problem(e.getMessage());
        } catch (SessionException e) {
            throw CommandException.usage(e.getMessage());
        } catch (CommandException e) {
            if (e.exitCode() != ExitCode.INPUT) {
                throw e;
            }
            problem(
                    e.getMessage().contains(source.path().toString())
                            ? e.getMessage()
                            : source.path() + ": " + e.getMessage());
        }
        return null;
    }
}
