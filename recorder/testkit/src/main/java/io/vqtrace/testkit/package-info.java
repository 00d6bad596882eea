/**
 * A reference virtio driver and device in memory: for tests, golden traces and benchmarks of whatever records, imports or
 * judges virtio traffic. {@link io.vqtrace.testkit.Testbed} is the entry point.
 */
package io.vqtrace.testkit;
