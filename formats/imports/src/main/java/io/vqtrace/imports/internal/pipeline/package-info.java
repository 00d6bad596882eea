/** Reading and parsing on all cores, and handing the parsed lines over in the order of the log. */
package io.vqtrace.imports.internal.pipeline;
