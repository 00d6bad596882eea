/**
 * The {@code vqtrace} command: arguments, inputs, exit codes and the description of each result. What is computed comes
 * from the analysis package, how it looks from the render package.
 */
package io.vqtrace.analyzer.cli;
