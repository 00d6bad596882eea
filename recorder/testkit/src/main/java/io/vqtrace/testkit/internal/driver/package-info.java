/** The reference driver: initialisation, the drivers of the queues and what they ask for. */
package io.vqtrace.testkit.internal.driver;
