/**
 * The two sides of a virtqueue's ring, split (virtio 1.4 section 2.7) and packed (section 2.8), over guest memory.
 *
 * <p>Each object belongs to one side and one thread at a time; the two sides of a ring may run on different threads and
 * meet only in the memory. Nothing allocates once a ring is made, except that a chain grows when it first holds more
 * buffers than ever before.
 */
package io.vqtrace.testkit.ring;
