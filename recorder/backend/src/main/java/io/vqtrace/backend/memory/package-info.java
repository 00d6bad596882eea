/** Guest memory as the front end shares it: regions, checked access, translation of addresses. */
package io.vqtrace.backend.memory;
