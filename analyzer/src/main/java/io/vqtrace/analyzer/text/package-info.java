/** Durations and counts as words, for evidence lines and charts; texts without hidden characters. */
package io.vqtrace.analyzer.text;
