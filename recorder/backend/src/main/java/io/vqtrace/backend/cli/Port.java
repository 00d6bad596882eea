package io.vqtrace.backend.cli;

import io.vqtrace.backend.device.VirtioBackend;

/**
 * One device and where its front end is met.
 *
 * @param device the device
 * @param socket its socket
 */
record Port(VirtioBackend device, SocketOptions socket) {}
