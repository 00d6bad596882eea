/** Scanning of QEMU trace log text: bytes of a block of whole lines become compact records. */
package io.vqtrace.imports.internal.scan;
