/**
 * The vocabulary of virtio: device types, feature bits, status bits, queue roles and register maps.
 *
 * <p>All of it is data taken from the OASIS specification, version 1.4 (Committee Specification 01, April 2026);
 * section numbers in this package are those of that version. What an implementation does beside the specification is
 * marked {@linkplain io.vqtrace.virtio.FeatureOrigin#OUTSIDE as such}. Values that nobody defines are kept and shown
 * by number, such as {@code bit 57 (unknown)}: a trace may come from a newer device than this package.
 *
 * <p>Feature tables are text resources, one per device family, read when a bit of that family is first asked for. The
 * package needs nothing but the Java platform, and all of it is thread-safe.
 */
package io.vqtrace.virtio;
