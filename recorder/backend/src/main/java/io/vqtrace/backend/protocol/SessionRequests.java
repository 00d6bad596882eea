package io.vqtrace.backend.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Carries out the requests of one front end and holds what it negotiated. One thread. */
final class SessionRequests {
    private static final long ALL = Arrays.stream(ProtocolFeature.values())
            .mapToLong(ProtocolFeature::mask)
            .sum();

    private final DeviceHost host;
    private final MemoryRequests memory;
    private final QueueRequests queues;
    private long protocolFeatures;

    SessionRequests(DeviceHost host) {
        this.host = host;
        queues = new QueueRequests(host);
        memory = new MemoryRequests(queues);
    }

    /**
     * Carries out a request.
     *
     * @param request null if unknown
     * @return the answer of its own that the request has, or null
     * @throws ProtocolException if it is refused: nothing has changed
     */
    Reply carryOut(Request request, Message message) throws IOException, ProtocolException {
        ByteBuffer payload = message.payload();
        Descriptors descriptors = message.descriptors();
        if (request == null || !request.allowed(protocolFeatures)) {
            throw Refusal.of(message + " was not offered or not negotiated");
        }
        if (!request.fits(payload.limit(), descriptors.count())) {
            throw Refusal.of(
                    message + " with " + payload.limit() + " bytes and " + descriptors.count() + " descriptors");
        }
        return switch (request) {
            case GET_FEATURES -> Reply.of(host.features() | ProtocolFeature.FEATURE_BIT);
            case SET_FEATURES -> done(() -> queues.accept(payload.getLong()));
            case GET_PROTOCOL_FEATURES -> Reply.of(offered());
            case SET_PROTOCOL_FEATURES -> done(() -> agree(payload.getLong()));
            case SET_OWNER -> null;
            case RESET_OWNER -> done(queues::disable);
            case RESET_DEVICE -> done(queues::reset);
            case SET_STATUS -> done(() -> status(payload.getLong()));
            case GET_STATUS -> Reply.of(host.status());
            case GET_QUEUE_NUM -> Reply.of(host.announcedQueues());
            case GET_CONFIG -> ConfigRequests.read(host, payload);
            case SET_CONFIG -> done(() -> ConfigRequests.write(host, payload));
            case SET_MEM_TABLE -> done(() -> memory.set(payload, descriptors));
            case GET_MAX_MEM_SLOTS -> Reply.of(MemoryTable.MAX_SLOTS);
            case ADD_MEM_REG -> done(() -> memory.add(payload, descriptors));
            case REM_MEM_REG -> done(() -> memory.remove(payload));
            case GET_INFLIGHT_FD -> queues.createInflight(payload);
            case SET_INFLIGHT_FD -> done(() -> queues.setInflight(payload, descriptors));
            case SET_VRING_NUM -> done(() -> queues.size(payload));
            case SET_VRING_ADDR -> done(() -> queues.addresses(payload));
            case SET_VRING_BASE -> done(() -> queues.base(payload));
            case GET_VRING_BASE -> queues.stop(payload);
            case SET_VRING_KICK -> done(() -> queues.kick(payload, descriptors));
            case SET_VRING_CALL -> done(() -> queues.call(payload, descriptors));
            case SET_VRING_ERR -> done(() -> queues.error(payload, descriptors));
            case SET_VRING_ENABLE -> done(() -> queues.enable(payload));
            case SET_LOG_BASE, SET_LOG_FD -> throw Refusal.of(message + ": a log of writes was not offered");
        };
    }

    @FunctionalInterface
    private interface Action {
        void run() throws ProtocolException;
    }

    private static Reply done(Action action) throws ProtocolException {
        action.run();
        return null;
    }

    /** Whether the front end asked to be told of the outcome, and may. */
    boolean wantsAcknowledgement(Message message) {
        return message.needsReply() && (protocolFeatures & ProtocolFeature.REPLY_ACK.mask()) != 0;
    }

    /** Returns how a refusal is told to the front end, or null if it cannot be. */
    Reply refusal(Request request, Message message) {
        if (request == Request.GET_CONFIG) {
            return new Reply(ByteBuffer.allocate(0), null);
        }
        boolean hasOwnAnswer = request != null && request.isGet();
        return wantsAcknowledgement(message) && !hasOwnAnswer ? Reply.of(1) : null;
    }

    private long offered() {
        return host.configSize() > 0 ? ALL : ALL & ~ProtocolFeature.CONFIG.mask();
    }

    private void agree(long wanted) throws ProtocolException {
        if ((wanted & ~offered()) != 0) {
            throw Refusal.of(String.format(
                    "protocol features 0x%x, of which 0x%x were not offered", wanted, wanted & ~offered()));
        }
        protocolFeatures = wanted;
    }

    private void status(long status) throws ProtocolException {
        if (status < 0 || status > 0xff) {
            throw Refusal.of("a device status of 0x" + Long.toHexString(status));
        }
        host.status((int) status);
        if (status == 0) {
            queues.reset();
        }
    }

    /** The front end is gone. */
    void end() {
        queues.end();
    }
}
