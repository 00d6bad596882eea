/** The black box: a recorder's memory in mapped files, which a killed process leaves behind. */
package io.vqtrace.recorder.internal.box;
