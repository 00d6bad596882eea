/** What the decoded lines of a log mean together: devices, queues, requests, threads. */
package io.vqtrace.imports.internal.assemble;
