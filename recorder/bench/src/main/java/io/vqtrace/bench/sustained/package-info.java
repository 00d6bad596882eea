/** Recording to disk at a given rate, and what a row takes there. */
package io.vqtrace.bench.sustained;
