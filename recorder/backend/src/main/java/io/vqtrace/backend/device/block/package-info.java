/** A disk whose sectors lie in a file (virtio 1.4 section 5.2). */
package io.vqtrace.backend.device.block;
