/** Foreign formats become traces: the text of QEMU's trace log, with answers of its monitor beside it. */
package io.vqtrace.imports;
