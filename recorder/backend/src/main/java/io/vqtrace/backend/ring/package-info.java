/** The device's side of a virtqueue's ring, split (virtio 1.4 section 2.7) and packed (section 2.8). */
package io.vqtrace.backend.ring;
