package io.vqtrace.backend.protocol;

import io.vqtrace.backend.internal.LostMemory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * One front end from its connection to its end: reads requests, has them carried out, and answers. A request that is
 * refused is answered so where the front end asked for an answer (REPLY_ACK); otherwise the connection ends, since the front
 * end could not know. One thread.
 */
final class Session {
    private static final Logger LOG = System.getLogger(Session.class.getName());

    private final MessageChannel channel;
    private final DeviceHost host;
    private final SessionListener listener;
    private final SessionRequests requests;
    private final MessageWait wait;

    /** Prepares a session; listening is where other front ends connect meanwhile, or negative. */
    Session(MessageChannel channel, int listening, DeviceHost host, SessionListener listener) {
        this.channel = channel;
        this.host = host;
        this.listener = listener;
        requests = new SessionRequests(host);
        wait = new MessageWait(channel.descriptor(), listening, listener::anotherWaits);
    }

    /** Serves the front end until it is gone. Nothing of it is left then: queues stopped, the connection and descriptors closed. */
    void run() {
        listener.connected();
        String reason;
        try {
            reason = serveAll();
            LostMemory.raiseDue();
        } catch (InternalError e) {
            reason = e.getMessage();
            refused(Refusal.ofMemory("shared memory is gone: " + reason));
        }
        end();
        listener.disconnected(reason);
    }

    /** Returns why the connection has to end, or null if the front end ended it between two messages. */
    private String serveAll() {
        try {
            for (Message message = next(); message != null; message = next()) {
                try {
                    serve(message);
                } finally {
                    message.descriptors().close();
                }
            }
            return null;
        } catch (ProtocolException e) {
            refused(e);
            return e.getMessage();
        } catch (IOException e) {
            return e.getMessage();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a fault of the back end ended the connection", e);
            return e.toString();
        }
    }

    private Message next() throws IOException, ProtocolException {
        wait.await();
        return channel.receive();
    }

    private void end() {
        boolean ended = false;
        while (!ended) {
            try {
                requests.end();
                LostMemory.raiseDue();
                ended = true;
            } catch (InternalError e) {
                LOG.log(Level.DEBUG, "memory went while queues stopped; told once, they do not look again", e);
            }
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the connection could not be closed", e);
        }
    }

    private void serve(Message message) throws IOException, ProtocolException {
        Request request = Request.ofCode(message.code());
        try {
            Reply reply = requests.carryOut(request, message);
            if (reply != null) {
                try (reply) {
                    channel.reply(message.code(), reply.payload(), reply.descriptor());
                }
            } else if (requests.wantsAcknowledgement(message)) {
                channel.reply(message.code(), Reply.of(0).payload(), null);
            }
        } catch (ProtocolException e) {
            Reply nack = requests.refusal(request, message);
            if (nack == null && !isLog(request)) {
                throw e;
            }
            refused(e);
            if (nack != null) {
                channel.reply(message.code(), nack.payload(), null);
            }
        }
    }

    /** Without the feature that asks for a log, which was not offered, none would be written: its refusal needs no more. */
    private static boolean isLog(Request request) {
        return request == Request.SET_LOG_BASE || request == Request.SET_LOG_FD;
    }

    private void refused(ProtocolException refusal) {
        host.fault(refusal.queue(), refusal.reason());
        listener.refused(refusal);
    }
}
