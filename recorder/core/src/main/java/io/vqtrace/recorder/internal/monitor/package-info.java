/**
 * Makes a recorder visible: JFR events and the MXBean. {@code jdk.jfr} and {@code java.management} may be absent from the
 * runtime; then nothing is reported that way.
 */
package io.vqtrace.recorder.internal.monitor;
