/** The way of a row from the caller to memory: rings of chunks, requests in flight, negotiation records. Not API. */
package io.vqtrace.recorder.internal.path;
