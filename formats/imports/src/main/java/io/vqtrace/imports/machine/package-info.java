/**
 * Descriptions of virtual machines that were written for others: QEMU's command line, libvirt's domain XML and the
 * monitor's answers, as one neutral list of devices.
 */
package io.vqtrace.imports.machine;
