/** Rules about the negotiation: each looks at one attempt of a device at a time. */
package io.vqtrace.analyzer.check.negotiated;
