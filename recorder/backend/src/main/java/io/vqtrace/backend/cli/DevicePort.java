package io.vqtrace.backend.cli;

import io.vqtrace.backend.device.VirtioBackend;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.virtio.DeviceType;
import java.util.function.Function;

/**
 * A device that is to be run, and where its front end is met.
 *
 * @param type its type
 * @param socket its socket
 * @param device makes it, or hands it over, once what records it is there
 */
record DevicePort(DeviceType type, SocketOptions socket, Function<DeviceProbe, VirtioBackend> device) {}
