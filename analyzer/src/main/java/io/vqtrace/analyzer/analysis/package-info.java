/**
 * What the analyzer concludes from a trace: summaries, percentiles and verdicts as plain records.
 *
 * <p>The components of each record are the keys of the JSON reports in camel case and in their order: a renderer only
 * has to serialise them. A component that is {@code null} was not observable in the capture; 0 means that it was
 * observable and did not happen. Times are nanoseconds since the Unix epoch and end in {@code Ns}, as durations do.
 */
package io.vqtrace.analyzer.analysis;
