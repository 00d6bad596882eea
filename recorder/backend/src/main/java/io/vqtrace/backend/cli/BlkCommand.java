package io.vqtrace.backend.cli;

import io.vqtrace.backend.device.block.BlockBackend;
import io.vqtrace.backend.device.block.BlockOptions;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blk}: a disk. */
@Command(
        name = "blk",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A disk in a file: read, write, flush, discard, write zeroes, get id.",
        footer = {
            "",
            "Examples:",
            "  java -jar vqtrace-backend.jar blk --socket disk.sock --image disk.img --size 1G \\",
            "      --trace run.vqtrace",
            "  java -jar vqtrace-backend.jar blk --socket disk.sock --image disk.img --queues 4 --direct \\",
            "      --trace dumps --flight 60s --trigger slow=50ms --trigger stalled --black-box",
            "",
            "  qemu-system-x86_64 -m 1G -object memory-backend-memfd,id=ram,size=1G,share=on \\",
            "      -numa node,memdev=ram -chardev socket,id=disk,path=disk.sock,reconnect=1 \\",
            "      -device vhost-user-blk-pci,chardev=disk,num-queues=4 ..."
        })
final class BlkCommand implements Callable<Integer> {
    private final Operator operator;

    @ArgGroup(multiplicity = "1")
    private SocketOptions socket;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            required = true,
            description = "File or block device of the sectors.")
    private Path image;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "0",
            converter = SizeConverter.class,
            description = "Create the image, or extend it, to this size, e.g. 64M or 10G; takes no space yet.")
    private long size;

    @Option(names = "--queues", paramLabel = "N", defaultValue = "1", description = "Queues, 1 to 256. Default: 1.")
    private int queues;

    @Option(
            names = "--io-threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Requests of a queue that are served at a time, 1 to 64. Default: ${DEFAULT-VALUE}.")
    private int ioThreads;

    @Option(names = "--read-only", description = "Refuse writes (VIRTIO_BLK_F_RO).")
    private boolean readOnly;

    @Option(
            names = "--direct",
            description = "Pass the host's page cache by (O_DIRECT); the logical block size is the file system's.")
    private boolean direct;

    @Option(
            names = "--segments",
            paramLabel = "N",
            defaultValue = "126",
            description = "Most buffers of a request (seg_max). Default: ${DEFAULT-VALUE}.")
    private int segments;

    @Option(
            names = "--iops",
            paramLabel = "N",
            defaultValue = "0",
            description = "Serve no more than N requests a second, evenly. Default: no limit.")
    private int iops;

    @Option(
            names = "--id",
            paramLabel = "TEXT",
            defaultValue = "vqtrace",
            description = "Serial number, up to 20 characters. Default: ${DEFAULT-VALUE}.")
    private String id;

    @Mixin
    private DeviceOptions device;

    BlkCommand(Operator operator) {
        this.operator = operator;
    }

    @Override
    public Integer call() {
        BlockOptions options;
        try {
            options = new BlockOptions(image, size, readOnly, direct, queues, ioThreads, segments, iops, id);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage());
        }
        BlockBackend disk;
        try {
            disk = BlockBackend.open(options, operator);
        } catch (IOException e) {
            throw CommandException.input(e.getMessage(), e);
        }
        return new BackendRun(operator, device).run(List.of(new DevicePort(DeviceType.BLK, socket, probe -> disk)));
    }
}
