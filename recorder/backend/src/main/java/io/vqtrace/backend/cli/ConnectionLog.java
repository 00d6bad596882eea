package io.vqtrace.backend.cli;

import io.vqtrace.backend.protocol.ProtocolException;
import io.vqtrace.backend.protocol.SessionListener;
import io.vqtrace.backend.queue.Negotiated;
import java.util.Locale;

/** Tells the operator of the front ends of one device. */
final class ConnectionLog implements SessionListener {
    private final Operator operator;
    private final String name;
    private final Negotiated negotiated;
    private long since;

    ConnectionLog(Operator operator, String name, Negotiated negotiated) {
        this.operator = operator;
        this.name = name;
        this.negotiated = negotiated;
    }

    @Override
    public void connected() {
        since = System.nanoTime();
        negotiated.clear();
        operator.say(name + ": front end connected");
    }

    @Override
    public void anotherWaits() {
        operator.say(name + ": another front end has connected and waits: one is served at a time");
    }

    @Override
    public void refused(ProtocolException refusal) {
        operator.say(name + ": refused: " + refusal.getMessage());
    }

    @Override
    public void disconnected(String reason) {
        double seconds = (System.nanoTime() - since) / 1e9;
        operator.say(name + ": front end gone after " + String.format(Locale.ROOT, "%.1f s", seconds)
                + (reason == null ? "" : " (" + reason + ")") + "; " + negotiated);
    }
}
