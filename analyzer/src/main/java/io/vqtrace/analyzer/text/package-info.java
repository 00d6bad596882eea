/** Durations and counts as words, for evidence lines and charts. */
package io.vqtrace.analyzer.text;
