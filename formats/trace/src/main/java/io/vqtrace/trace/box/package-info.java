/**
 * The memory layout of a black box: what a recorder keeps in mapped files, so that it survives the process. {@code
 * formats/README.md} describes it.
 */
package io.vqtrace.trace.box;
