/**
 * Compares two traces, of a before and an after: {@link io.vqtrace.analyzer.diff.TraceProfile} takes from a session what
 * a comparison needs, so that only one of the two is open at a time, and {@link io.vqtrace.analyzer.diff.TraceDiff}
 * compares two of them.
 *
 * <p><b>How a change is told from noise.</b> Requests of a trace resemble their neighbours in time, so that drawing them
 * one by one would make every interval too narrow. The window of each trace is cut into at most 2000 cells of time;
 * for each metric a circular block bootstrap draws runs of neighbouring cells until they are as many as the trace has,
 * and computes the metric of what was drawn, 1000 times by default. The length of a run is chosen for each metric and trace by
 * the rule of Politis and White ("Automatic block-length selection for the dependent bootstrap", Econometric Reviews 23,
 * 2004; corrected by Patton, Politis and White, 28, 2009) from the autocorrelation of what each cell adds to the metric,
 * and is at most 3√cells. The interval of the change holds the middle of the drawn changes, widened for the number of blocks
 * as Hesterberg does ("What Teachers Should Know About the Bootstrap", The American Statistician 69, 2015, expanded
 * percentile interval). The p-value comes from the spread of the drawn changes and Student's t distribution with Welch's
 * degrees of freedom, and is corrected for the number of metrics after Holm.
 *
 * <p>What intervals cannot cover is what differs between one run and the next and not within a run: each trace is a
 * single run.
 */
package io.vqtrace.analyzer.diff;
