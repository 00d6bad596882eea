/** Answers of QEMU's monitor that were captured beside a log: names, types, features, queue sizes, thread roles. */
package io.vqtrace.imports.internal.facts;
