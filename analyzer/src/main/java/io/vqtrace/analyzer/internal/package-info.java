/** What several packages of the analyzer use and nobody else should: not API, it changes without notice. */
package io.vqtrace.analyzer.internal;
