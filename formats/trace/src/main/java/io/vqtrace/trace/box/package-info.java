/**
 * The binary layout of a recorder's memory: chunks of event rows, requests in flight and negotiation records. With the black
 * box that memory is mapped files, which a reader finds after the recording process was killed.
 *
 * <p>All numbers are little endian. A number that one thread publishes and others read stands at a multiple of its size.
 */
package io.vqtrace.trace.box;
