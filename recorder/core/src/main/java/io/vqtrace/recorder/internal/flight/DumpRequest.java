package io.vqtrace.recorder.internal.flight;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody wants a dump.
 *
 * @param reason for people, in the trace
 * @param slug stands in the trace's name
 * @param trigger label of the trigger's kind, or null if a person or program asked
 * @param atNs when, epoch nanoseconds
 * @param result completes with the trace's directory
 */
record DumpRequest(String reason, String slug, String trigger, long atNs, CompletableFuture<Path> result) {}
