/** JMH benchmarks: what one call costs its caller. */
package io.vqtrace.bench.cost;
