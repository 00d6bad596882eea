/** What a virtio device is to the queues that drive it. */
package io.vqtrace.backend.device;
