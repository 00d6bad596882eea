/** The guest's memory as the front end shared it: regions, and checked access by guest address. */
package io.vqtrace.backend.memory;
