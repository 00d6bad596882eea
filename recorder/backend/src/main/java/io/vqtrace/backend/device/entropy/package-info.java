/** A source of entropy (virtio 1.4 section 5.4). */
package io.vqtrace.backend.device.entropy;
