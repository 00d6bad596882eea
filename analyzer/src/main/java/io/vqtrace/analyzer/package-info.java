/**
 * The analyzer as a library: {@link io.vqtrace.analyzer.Trace} opens a trace or a log and answers what the {@code
 * vqtrace} command answers, as typed rows, records and charts.
 *
 * <p>A program that uses it needs the analyzer and its dependencies on the class path, and the Java virtual machine
 * started with {@code --add-opens=java.base/java.nio=ALL-UNNAMED}, because Arrow reaches into direct buffers; {@link
 * io.vqtrace.analyzer.Trace} says so in one line if that is missing. From Java 24 on, {@code
 * --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow} keeps the Java runtime from printing
 * warnings about Arrow and DuckDB. A program that is started with {@code java -jar} can have the first two in its own
 * manifest instead: {@code Add-Opens: java.base/java.nio} and {@code Enable-Native-Access: ALL-UNNAMED}.
 */
package io.vqtrace.analyzer;
