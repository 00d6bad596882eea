/** The program {@code vqtrace-backend}: its command line, its recorder, and its end. */
package io.vqtrace.backend.cli;
