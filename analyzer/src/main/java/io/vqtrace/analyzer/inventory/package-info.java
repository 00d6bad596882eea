/**
 * What runs on which device across many machines: emulated, virtio or passed through, what could move to virtio, and
 * whether the measured queues give a reason to pass a device through.
 */
package io.vqtrace.analyzer.inventory;
