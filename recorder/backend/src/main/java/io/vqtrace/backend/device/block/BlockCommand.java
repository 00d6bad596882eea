package io.vqtrace.backend.device.block;

import io.vqtrace.trace.Operation;

/** The request types that the disk serves (virtio 1.4 section 5.2.6). */
enum BlockCommand {
    IN(0, Operation.READ),
    OUT(1, Operation.WRITE),
    FLUSH(4, Operation.FLUSH),
    GET_ID(8, Operation.GET_ID),
    DISCARD(11, Operation.DISCARD),
    WRITE_ZEROES(13, Operation.WRITE_ZEROES);

    private static final BlockCommand[] BY_TYPE = new BlockCommand[14];

    static {
        for (BlockCommand command : values()) {
            BY_TYPE[command.type] = command;
        }
    }

    private final int type;
    private final Operation operation;

    BlockCommand(int type, Operation operation) {
        this.type = type;
        this.operation = operation;
    }

    /** Finds the command of a request's {@code type}; null if the disk does not know it. */
    static BlockCommand ofType(int type) {
        return type >= 0 && type < BY_TYPE.length ? BY_TYPE[type] : null;
    }

    Operation operation() {
        return operation;
    }
}
