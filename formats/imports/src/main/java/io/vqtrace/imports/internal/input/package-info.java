/** Inputs of an import: plain and compressed files and streams, cut into blocks of whole lines. */
package io.vqtrace.imports.internal.input;
