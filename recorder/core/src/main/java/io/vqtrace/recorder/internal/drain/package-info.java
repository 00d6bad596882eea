/** What the drain thread does: takes rows out of memory, looks at them, writes them. Not API. */
package io.vqtrace.recorder.internal.drain;
