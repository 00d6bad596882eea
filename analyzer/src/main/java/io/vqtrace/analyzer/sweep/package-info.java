/**
 * One pass over the requests of each queue: how many were in flight for how long, and in which stretches of time a
 * queue was full, capped, bound by its backend or stalled. SQL is an order of magnitude slower at it.
 */
package io.vqtrace.analyzer.sweep;
