/** Queues that run: rings with their recording, notifications in both directions, and the threads that serve them. */
package io.vqtrace.backend.queue;
