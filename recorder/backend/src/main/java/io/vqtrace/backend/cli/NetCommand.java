package io.vqtrace.backend.cli;

import io.vqtrace.backend.device.net.NetBackend;
import io.vqtrace.backend.device.net.NetOptions;
import io.vqtrace.backend.device.net.PcapWriter;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code net}: network devices. */
@Command(
        name = "net",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "A network device that sends every frame back with its addresses swapped, or two that are switched.",
        footer = {
            "",
            "Examples:",
            "  java -jar vqtrace-backend.jar net --socket net.sock --trace net.vqtrace",
            "  java -jar vqtrace-backend.jar net --mode switch --socket a.sock --socket b.sock --pcap frames.pcap",
            "  java -jar vqtrace-backend.jar net --socket net.sock --max-frames 32 --max-usecs 50",
            "",
            "  dpdk-testpmd -l 0,1 --no-pci --no-huge -m 1024 --vdev=net_virtio_user0,path=net.sock,queues=1 \\",
            "      -- --total-num-mbufs=4096 --no-mlockall --forward-mode=flowgen --auto-start",
            "",
            "  qemu-system-x86_64 -m 1G -object memory-backend-memfd,id=ram,size=1G,share=on \\",
            "      -numa node,memdev=ram -chardev socket,id=net,path=net.sock,reconnect=1 \\",
            "      -netdev vhost-user,id=n0,chardev=net -device virtio-net-pci,netdev=n0 ..."
        })
final class NetCommand implements Callable<Integer> {
    private final Operator operator;

    /** Where frames go. */
    enum Mode {
        LOOPBACK(1),
        SWITCH(2);

        private final int ports;

        Mode(int ports) {
            this.ports = ports;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @ArgGroup(multiplicity = "1..2")
    private List<SocketOptions> sockets;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "loopback",
            description =
                    "loopback: a frame comes back with its addresses swapped; switch: it goes to the other of two "
                            + "sockets. Default: ${DEFAULT-VALUE}.")
    private Mode mode;

    @Option(
            names = "--queues",
            paramLabel = "N",
            defaultValue = "1",
            description = "Pairs of receive and transmit queues, 1 to 64. Default: ${DEFAULT-VALUE}.")
    private int pairs;

    @Option(
            names = "--mtu",
            paramLabel = "BYTES",
            defaultValue = "1500",
            description = "Largest payload of a frame. Default: ${DEFAULT-VALUE}.")
    private int mtu;

    @Option(names = "--no-mergeable", description = "Do not offer VIRTIO_NET_F_MRG_RXBUF.")
    private boolean noMergeable;

    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description = "Also write every frame that a driver sends to this file.")
    private Path pcap;

    @Mixin
    private DeviceOptions device;

    NetCommand(Operator operator) {
        this.operator = operator;
    }

    @Override
    public Integer call() {
        if (sockets.size() != mode.ports) {
            throw CommandException.usage(
                    "--mode " + mode + " needs " + mode.ports + " of --socket or --connect, not " + sockets.size());
        }
        try (PcapWriter capture = pcap == null ? null : new PcapWriter(pcap)) {
            List<NetBackend> made = new ArrayList<>();
            List<DevicePort> ports = new ArrayList<>();
            for (int i = 0; i < mode.ports; i++) {
                NetOptions options = options(i);
                ports.add(new DevicePort(DeviceType.NET, sockets.get(i), probe -> make(options, probe, capture, made)));
            }
            return new BackendRun(operator, device).run(ports);
        } catch (IOException e) {
            throw CommandException.failure("cannot write " + pcap + ": " + e.getMessage(), e);
        }
    }

    /** Each port's driver has an address of its own. */
    private NetOptions options(int port) {
        try {
            return new NetOptions(pairs, NetOptions.DEFAULT.mac() + port, mtu, !noMergeable);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private static NetBackend make(NetOptions options, DeviceProbe probe, PcapWriter capture, List<NetBackend> made) {
        NetBackend port = new NetBackend(options, probe, capture);
        if (!made.isEmpty()) {
            NetBackend.connect(made.get(0), port);
        }
        made.add(port);
        return port;
    }
}
