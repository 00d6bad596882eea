package io.vqtrace.imports.internal.facts;

/**
 * What {@code x-query-virtio-queue-status} says of a queue.
 *
 * @param size ring entries in use, or null
 * @param maxSize ring entries offered, or null
 * @param descriptorArea guest address, or null
 * @param driverArea guest address, or null
 * @param deviceArea guest address, or null
 */
public record QueueFacts(Integer size, Integer maxSize, Long descriptorArea, Long driverArea, Long deviceArea) {}
