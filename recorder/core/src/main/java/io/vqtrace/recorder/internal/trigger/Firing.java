package io.vqtrace.recorder.internal.trigger;

import io.vqtrace.recorder.Trigger;

/**
 * A trigger that fired.
 *
 * @param kind what was found
 * @param atNs when it was found to be so, epoch nanoseconds
 * @param device name of the device
 * @param queue index of the queue, or 65535 for the device as a whole
 * @param reason one line for people, with the numbers
 */
public record Firing(Trigger.Kind kind, long atNs, String device, int queue, String reason) {}
