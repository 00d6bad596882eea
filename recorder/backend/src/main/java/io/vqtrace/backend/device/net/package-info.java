/** A network device (virtio 1.4 section 5.1): loopback, a switch between two front ends, and captures of what passes. */
package io.vqtrace.backend.device.net;
