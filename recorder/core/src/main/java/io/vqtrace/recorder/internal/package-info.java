/** Not API. */
package io.vqtrace.recorder.internal;
