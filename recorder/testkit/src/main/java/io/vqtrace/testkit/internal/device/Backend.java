package io.vqtrace.testkit.internal.device;

import io.vqtrace.trace.FaultReason;

/** What a device does with the requests of a queue. Allocates nothing. */
interface Backend {
    /**
     * Reads what a request asks for: fills in its operation and argument.
     *
     * @param request just taken
     * @return why it cannot be served, or null
     */
    FaultReason parse(Request request);

    /**
     * Serves a request: fills in its status and used bytes.
     *
     * @param request parsed
     */
    void serve(Request request);
}
