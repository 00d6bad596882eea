package io.vqtrace.backend.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the front end is met; exactly one of the two. */
final class SocketOptions {
    @Option(
            names = "--socket",
            paramLabel = "PATH",
            required = true,
            description = "Listen at this socket, made for its owner only; the front end connects (QEMU: -chardev "
                    + "socket,path=PATH,reconnect=1).")
    private Path listen;

    @Option(
            names = "--connect",
            paramLabel = "PATH",
            required = true,
            description = "Connect to this socket, at which the front end listens (QEMU: server=on; DPDK: server=1).")
    private Path connect;

    boolean listens() {
        return listen != null;
    }

    Path path() {
        return listens() ? listen : connect;
    }

    /** Returns a short name of the device: that of the socket without its suffix. */
    String name() {
        Path last = path().getFileName();
        String file = last == null ? "device" : last.toString();
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
