/**
 * Why a queue stands still, behind {@code vqtrace diagnose}.
 *
 * <p>One pass over the events keeps what matters of each queue's two sides: what the device saw, took, returned and decided, and
 * by which values either side suppressed the other. At the end of the window small judges, one for each place where a request
 * can get stuck, name the causes that this leaves open, each with its evidence. What the capture cannot show is said to be so:
 * a cause that is only possible is never called more than that.
 */
package io.vqtrace.analyzer.diagnose;
