package io.vqtrace.backend.protocol;

import static io.vqtrace.backend.protocol.ProtocolFeature.CONFIG;
import static io.vqtrace.backend.protocol.ProtocolFeature.CONFIGURE_MEM_SLOTS;
import static io.vqtrace.backend.protocol.ProtocolFeature.INFLIGHT_SHMFD;
import static io.vqtrace.backend.protocol.ProtocolFeature.MQ;
import static io.vqtrace.backend.protocol.ProtocolFeature.STATUS;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The front end's requests that this back end carries out: VHOST_USER_ and the name here, with their shape. */
enum Request {
    GET_FEATURES(1, 0, 0, 0, null),
    SET_FEATURES(2, 8, 8, 0, null),
    SET_OWNER(3, 0, 0, 0, null),
    RESET_OWNER(4, 0, 0, 0, null),
    SET_MEM_TABLE(5, 8, 8 + 8 * Request.REGION_BYTES, 8, null),
    /** Without LOG_SHMFD and LOG_ALL, which are not offered, the log stays empty: the request is refused. */
    SET_LOG_BASE(6, 8, 16, 1, null),
    SET_LOG_FD(7, 0, 8, 1, null),
    SET_VRING_NUM(8, 8, 8, 0, null),
    SET_VRING_ADDR(9, 40, 40, 0, null),
    SET_VRING_BASE(10, 8, 8, 0, null),
    GET_VRING_BASE(11, 8, 8, 0, null),
    SET_VRING_KICK(12, 8, 8, 1, null),
    SET_VRING_CALL(13, 8, 8, 1, null),
    SET_VRING_ERR(14, 8, 8, 1, null),
    GET_PROTOCOL_FEATURES(15, 0, 0, 0, null),
    SET_PROTOCOL_FEATURES(16, 8, 8, 0, null),
    GET_QUEUE_NUM(17, 0, 0, 0, MQ),
    SET_VRING_ENABLE(18, 8, 8, 0, null),
    GET_CONFIG(24, 12, 12 + Request.MAX_CONFIG_BYTES, 0, CONFIG),
    SET_CONFIG(25, 12, 12 + Request.MAX_CONFIG_BYTES, 0, CONFIG),
    /** The description is 20 bytes, which C pads to 24. */
    GET_INFLIGHT_FD(31, 20, 24, 0, INFLIGHT_SHMFD),
    SET_INFLIGHT_FD(32, 20, 24, 1, INFLIGHT_SHMFD),
    RESET_DEVICE(34, 0, 0, 0, ProtocolFeature.RESET_DEVICE),
    GET_MAX_MEM_SLOTS(36, 0, 0, 0, CONFIGURE_MEM_SLOTS),
    ADD_MEM_REG(37, 8 + Request.REGION_BYTES, 8 + Request.REGION_BYTES, 1, CONFIGURE_MEM_SLOTS),
    /** Some front ends pass the descriptor again; it is closed. */
    REM_MEM_REG(38, 8 + Request.REGION_BYTES, 8 + Request.REGION_BYTES, 1, CONFIGURE_MEM_SLOTS),
    SET_STATUS(39, 8, 8, 0, STATUS),
    GET_STATUS(40, 0, 0, 0, STATUS);

    /** VHOST_USER_MAX_CONFIG_SIZE of QEMU. */
    static final int MAX_CONFIG_BYTES = 256;

    /** Bytes of a memory region's description. */
    static final int REGION_BYTES = 32;

    private static final Map<Integer, Request> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(request -> request.code, Function.identity()));

    private final int code;
    private final int minPayload;
    private final int maxPayload;
    private final int maxDescriptors;
    private final ProtocolFeature feature;

    Request(int code, int minPayload, int maxPayload, int maxDescriptors, ProtocolFeature feature) {
        this.code = code;
        this.minPayload = minPayload;
        this.maxPayload = maxPayload;
        this.maxDescriptors = maxDescriptors;
        this.feature = feature;
    }

    /** Returns null for a code that this back end does not know. */
    static Request ofCode(int code) {
        return BY_CODE.get(code);
    }

    int code() {
        return code;
    }

    /** Whether the request has an answer of its own. */
    boolean isGet() {
        return name().startsWith("GET_");
    }

    /** Whether a message of this shape can be one. */
    boolean fits(int payload, int descriptors) {
        return payload >= minPayload && payload <= maxPayload && descriptors <= maxDescriptors;
    }

    /** Whether the protocol features in use have the request. */
    boolean allowed(long protocolFeatures) {
        return feature == null || (protocolFeatures & feature.mask()) != 0;
    }
}
