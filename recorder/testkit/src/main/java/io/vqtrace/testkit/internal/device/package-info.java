/** The reference device: its registers, the servers of its queues, its backends and its interrupt decisions. */
package io.vqtrace.testkit.internal.device;
