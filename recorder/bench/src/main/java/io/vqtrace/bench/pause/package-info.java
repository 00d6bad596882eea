/** How long a call takes at worst. */
package io.vqtrace.bench.pause;
