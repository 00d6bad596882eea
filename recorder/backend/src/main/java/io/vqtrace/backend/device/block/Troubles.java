package io.vqtrace.backend.device.block;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tells the operator of requests that the image failed: the first, then ever rarer, so that a full disk fills no log. */
final class Troubles {
    private final Consumer<String> operator;
    private final AtomicLong failed = new AtomicLong();

    Troubles(Consumer<String> operator) {
        this.operator = operator;
    }

    private static String name(BlockRequest request) {
        BlockCommand command = request.command();
        return command == null ? "request" : command.operation().label();
    }

    void failed(BlockRequest request, Exception cause) {
        long count = failed.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            operator.accept(name(request) + " at sector " + request.firstSector() + " failed: "
                    + (cause instanceof IOException ? cause.getMessage() : cause)
                    + (count == 1 ? "" : " (" + count + " requests failed so far)"));
        }
    }
}
