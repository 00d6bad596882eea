/**
 * The vhost-user protocol as a back end speaks it (QEMU's {@code docs/interop/vhost-user.rst}): messages with descriptors
 * over a Unix socket, the session of one front end, the mapping of its memory, doorbells, and the region that remembers
 * which requests are in flight.
 *
 * <p>What a front end asks for is carried out by a {@link io.vqtrace.backend.protocol.DeviceHost}.
 */
package io.vqtrace.backend.protocol;
