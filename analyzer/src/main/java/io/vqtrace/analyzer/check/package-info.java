/**
 * The rules of the virtio specification that a trace can be checked against, behind {@code vqtrace check}.
 *
 * <p>A rule is one unit. Those about the negotiation ({@code check.negotiated}) look at each attempt of a device's
 * {@linkplain io.vqtrace.analyzer.negotiation.DeviceHistory history}; those about the data path ({@code check.path}) are small
 * state machines, one for each queue, that are all fed by one pass over the events. What a rule needs and a capture does not
 * hold makes it not checkable, with the reason; nothing is judged before it was first observed.
 */
package io.vqtrace.analyzer.check;
