package io.vqtrace.backend.cli;

import io.vqtrace.backend.device.entropy.EntropyBackend;
import io.vqtrace.virtio.DeviceType;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rng}: a source of entropy. */
@Command(
        name = "rng",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A source of entropy.",
        footer = {
            "",
            "Examples:",
            "  java -jar vqtrace-backend.jar rng --socket rng.sock --trace rng.vqtrace",
            "  java -jar vqtrace-backend.jar rng --socket rng.sock --rate 1K",
            "",
            "  qemu-system-x86_64 -m 1G -object memory-backend-memfd,id=ram,size=1G,share=on \\",
            "      -numa node,memdev=ram -chardev socket,id=rng,path=rng.sock \\",
            "      -device vhost-user-rng-pci,chardev=rng ..."
        })
final class RngCommand implements Callable<Integer> {
    private final Operator operator;

    @ArgGroup(multiplicity = "1")
    private SocketOptions socket;

    @Option(
            names = "--rate",
            paramLabel = "SIZE",
            defaultValue = "0",
            converter = SizeConverter.class,
            description = "Bytes a second that a guest gets at most, 64 to 4G. Default: no limit.")
    private long rate;

    @Mixin
    private DeviceOptions device;

    RngCommand(Operator operator) {
        this.operator = operator;
    }

    @Override
    public Integer call() {
        EntropyBackend entropy;
        try {
            entropy = new EntropyBackend(rate);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage());
        }
        return new BackendRun(operator, device).run(List.of(new DevicePort(DeviceType.RNG, socket, probe -> entropy)));
    }
}
