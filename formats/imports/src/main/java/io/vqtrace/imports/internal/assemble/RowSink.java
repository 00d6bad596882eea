package io.vqtrace.imports.internal.assemble;

import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.NegotiationRow;
import java.io.IOException;

/** Where the assembly's rows go. */
interface RowSink {
    /**
     * Takes an event.
     *
     * @param row the event; reused after the call
     * @param thread its thread
     * @param provisional whether device and queue may turn out to be others
     */
    void event(EventRow row, ThreadState thread, boolean provisional) throws IOException;

    /** Takes a negotiation step. */
    void negotiation(NegotiationRow row) throws IOException;
}
