/**
 * Pictures of a trace as PNG or SVG: latency, depth, saturation, interrupt moderation and rates.
 *
 * <p>{@link io.vqtrace.analyzer.chart.Charts#draw} is the way in. Each kind of chart has an extraction that asks the
 * views of a session, a plain record that holds what is drawn, and a class that draws the record; only the records
 * cross between the two, so drawing is tested without a trace. The number of points is bounded by the width of the
 * picture, not by the length of the trace.
 *
 * <p>Drawing needs no display, but it needs fontconfig and one font, as everything that writes text with Java2D.
 */
package io.vqtrace.analyzer.chart;
