/**
 * The postmortem of a trace as one document: what was captured and what was lost, verdicts, the evidence of each queue,
 * devices, what to do next, what the capture cannot tell, and how to make each figure again.
 *
 * <p>{@link io.vqtrace.analyzer.postmortem.Postmortems} asks a session for everything it tells; {@link
 * io.vqtrace.analyzer.postmortem.PostmortemDocument} makes the sections of it, from a list to which a new subject is
 * added as one entry.
 */
package io.vqtrace.analyzer.postmortem;
