package io.vqtrace.virtio;

import java.util.Locale;

/**
 * What a virtqueue of a device is for.
 *
 * @param name the queue's name, such as {@code requestq1}, {@code rx0}, {@code controlq}
 * @param kind who waits for whom on it
 */
public record QueueRole(String name, Kind kind) {

    /** Who waits for whom on a queue. */
    public enum Kind {
        /** The driver waits for the completion of what it made available. */
        REQUEST,
        /**
         * The driver parks buffers that the device fills when it has something to say. The time until a buffer is used
         * says nothing about the device's speed.
         */
        SUPPLY;

        /**
         * Returns the name that traces, views and reports show.
         *
         * @return {@code request} or {@code supply}
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static QueueRole request(String name) {
        return new QueueRole(name, Kind.REQUEST);
    }

    static QueueRole supply(String name) {
        return new QueueRole(name, Kind.SUPPLY);
    }
}
