/**
 * Finds the causes at which a recorder dumps by itself, on the drain thread: in rows as they pass, and in queue counters
 * sampled at each pass.
 */
package io.vqtrace.recorder.internal.trigger;
