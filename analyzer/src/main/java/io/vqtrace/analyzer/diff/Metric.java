package io.vqtrace.analyzer.diff;

import java.util.Locale;

/**
 * A figure of a queue that two traces are compared by.
 *
 * @param key name with its unit at the end, such as {@code service_p99_ns}
 * @param label the name for people, such as {@code service p99}
 * @param group what it is about
 * @param op operation of the requests, {@code all} for every one
 * @param unit what its values are
 * @param better which way is better
 */
public record Metric(String key, String label, Group group, String op, MetricUnit unit, Better better) {
    /** The operation of metrics that do not tell operations apart. */
    public static final String ALL_OPERATIONS = "all";

    /** What a metric is about; findings come in this order. */
    public enum Group {
        /** How long requests take. */
        LATENCY("latency"),
        /** How full the queue is. */
        SATURATION("saturation"),
        /** How much gets through. */
        THROUGHPUT("throughput"),
        /** How often driver and device notify each other. */
        NOTIFICATION("notification");

        private final String label;

        Group(String label) {
            this.label = label;
        }

        /**
         * Returns the name that output shows.
         *
         * @return one word in lower case
         */
        public String label() {
            return label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** Which way is better. */
    public enum Better {
        /** Less is better. */
        LESS,
        /** More is better. */
        MORE,
        /** Neither by itself. */
        NEITHER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What values are. */
    public enum MetricUnit {
        /** Nanoseconds. */
        NS("ns"),
        /** A share from 0 to 1. */
        SHARE("ratio"),
        /** A quotient or mean of counts. */
        NUMBER("1"),
        /** Things per second. */
        PER_S("per_s"),
        /** Bytes per second. */
        BYTES_PER_S("bytes_per_s");

        private final String label;

        MetricUnit(String label) {
            this.label = label;
        }

        /**
         * Returns the name that output shows.
         *
         * @return {@code ns}, {@code ratio}, {@code 1}, {@code per_s} or {@code bytes_per_s}
         */
        public String label() {
            return label;
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
