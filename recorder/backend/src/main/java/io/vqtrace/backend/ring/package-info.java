/** The device's side of virtqueues in memory that a guest writes: split and packed rings (virtio 1.4 sections 2.7, 2.8). */
package io.vqtrace.backend.ring;
