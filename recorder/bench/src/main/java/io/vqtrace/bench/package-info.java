/** What the recorder costs: one command that runs it beside its peers. */
package io.vqtrace.bench;
