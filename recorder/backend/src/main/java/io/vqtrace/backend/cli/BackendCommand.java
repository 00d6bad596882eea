package io.vqtrace.backend.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a device. */
@Command(
        name = "vqtrace-backend",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A virtio device for QEMU and DPDK, over vhost-user, that records itself for vqtrace.",
        synopsisSubcommandLabel = "blk|net|rng",
        commandListHeading = "%nDevices:%n",
        footer = {
            "",
            "Runs until it is told to end (SIGTERM, Ctrl-C), then closes the trace. A front end may go and come back.",
            "Messages go to standard error. Exit codes: 0 ended as asked, 1 failure, 2 usage, 4 image missing or in use.",
            "",
            "Examples:",
            "  java -jar vqtrace-backend.jar blk --help",
            "  java -jar vqtrace-backend.jar rng --socket rng.sock --trace rng.vqtrace"
        })
final class BackendCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a device: blk, net or rng");
    }
}
