/**
 * Decodes what a driver does to a device's registers into the steps of their negotiation.
 *
 * <p>A {@link io.vqtrace.virtio.register.MmioDecoder}, {@link io.vqtrace.virtio.register.PciCommonConfigDecoder} or
 * {@link io.vqtrace.virtio.register.PciLegacyDecoder} is fed
 * every access in the order in which the device sees them and tells a
 * {@link io.vqtrace.virtio.register.RegisterListener} what they mean: status, feature bits, queues that are set up and
 * reset, configuration, notifications, and accesses that break a rule of the specification. Nothing is allocated for an
 * access, but for the first one to a queue; memory is bounded by the 65536 queues that a device can have. No call throws,
 * whatever its arguments. Decoders are not thread-safe.
 *
 * <p>Section numbers are those of virtio 1.4, as in {@link io.vqtrace.virtio}.
 */
package io.vqtrace.virtio.register;
