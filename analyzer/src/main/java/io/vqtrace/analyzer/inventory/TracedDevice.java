package io.vqtrace.analyzer.inventory;

import io.vqtrace.trace.DeviceRow;
import java.util.List;

/**
 * A device of a trace with what its queues showed.
 *
 * @param row the trace's row
 * @param displayName unique name in the trace
 * @param multiqueueRefused whether the device offered more queues and the driver left that out; false if unknown
 * @param queues its queues with a request, kick or interrupt
 */
record TracedDevice(DeviceRow row, String displayName, boolean multiqueueRefused, List<QueueEvidence> queues) {}
