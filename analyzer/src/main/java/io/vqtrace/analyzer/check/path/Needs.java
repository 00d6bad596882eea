package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import java.util.function.Function;

/** What path rules need of a capture. */
final class Needs {
    private Needs() {}

    /** Status changes of the device with times. */
    static Function<QueueScope, String> status(EventKind... anyOf) {
        return queue -> {
            if (!queue.device().manifest().clock().hasTimes()) {
                return "needs event times";
            }
            if (!queue.device().statusSeen()) {
                return "needs status writes";
            }
            return events(queue, anyOf);
        };
    }

    private static String events(QueueScope queue, EventKind... anyOf) {
        for (EventKind kind : anyOf) {
            if (queue.shows(kind)) {
                return null;
            }
        }
        return "needs " + anyOf[0].label() + " events";
    }

    /** What either side asked for: level full of the recorder. */
    static String suppressionValues(QueueScope queue) {
        return queue.shows(EventKind.KICK_ARM) || queue.shows(EventKind.INTERRUPT_ARM)
                ? null
                : "needs suppression values (a recorder at level full)";
    }

    /** A recorder in the device's process that tells what it refuses. */
    static String refusals(QueueScope queue) {
        return queue.recorded() && queue.shows(EventKind.FAULT)
                ? null
                : "needs a backend that records what it refuses (FAULT events)";
    }

    /** The ring of a split queue from its set-up on, with suppression values: level full of the recorder. */
    static Function<QueueScope, String> ring(boolean packed, EventKind arm) {
        return queue -> {
            String values = queue.shows(arm) ? null : "needs " + arm.label() + " events (a recorder at level full)";
            String missing = ofLayout(queue, packed, values);
            if (missing != null) {
                return missing;
            }
            return queue.era().fromStart() ? null : begun(queue, "needs the ring's indices from its set-up on");
        };
    }

    /** What an era lacks whose beginning was not seen. */
    static String begun(QueueScope queue, String unseen) {
        return queue.era().begin() == Era.Begin.AFTER_LOSS ? unseen + ", and events were lost since" : unseen;
    }

    /** The ring's layout. */
    static String layout(QueueScope queue, boolean packed) {
        if (queue.packed() == null) {
            return "needs the ring's layout";
        }
        if (queue.packed() != packed) {
            return packed ? "applies to packed rings" : "applies to split rings";
        }
        return null;
    }

    /** What a rule about rings of one layout lacks: where the ring is known to be of the other, no capture would help. */
    static String ofLayout(QueueScope queue, boolean packed, String lacking) {
        String layout = layout(queue, packed);
        boolean other = layout != null && queue.packed() != null;
        return other || lacking == null ? layout : lacking;
    }

    /** A feature that was accepted. */
    static String feature(QueueScope queue, int bit, String name) {
        if (queue.accepted(bit) == null) {
            return "needs the features that the driver accepted";
        }
        return queue.has(bit) ? null : "applies where " + name + " is negotiated";
    }
}
