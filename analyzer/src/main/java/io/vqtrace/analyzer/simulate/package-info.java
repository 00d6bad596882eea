/**
 * What other settings would have done to the traffic of a trace. {@link io.vqtrace.analyzer.simulate.TrafficCollector}
 * takes the times of a queue's requests from the events, a simulation replays them, and
 * {@link io.vqtrace.analyzer.simulate.Trust} says of each answer how far it holds.
 */
package io.vqtrace.analyzer.simulate;
