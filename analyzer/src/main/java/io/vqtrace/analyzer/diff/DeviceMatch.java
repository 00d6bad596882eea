package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.analysis.DeviceSummary;

/**
 * A device of A and the one of B that it is compared with.
 *
 * @param a device of A
 * @param b device of B
 * @param matchedBy {@code --match}, {@code name}, {@code type and address} or {@code type and order}
 */
record DeviceMatch(DeviceSummary a, DeviceSummary b, String matchedBy) {}
