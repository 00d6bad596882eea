/**
 * What guest and host agreed on, told as each device's life: attempts from reset to reset, made of the rows of the negotiation
 * table. One model for everything that judges or shows the negotiation.
 */
package io.vqtrace.analyzer.negotiation;
