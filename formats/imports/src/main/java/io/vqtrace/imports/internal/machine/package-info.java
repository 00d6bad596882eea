/** Readers of machine descriptions, and the table of QEMU's device models that they share. */
package io.vqtrace.imports.internal.machine;
