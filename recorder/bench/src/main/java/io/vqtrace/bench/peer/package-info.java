/** Other ways to record the same event: what a probe call is measured against. */
package io.vqtrace.bench.peer;
