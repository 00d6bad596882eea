package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.sweep.SaturationOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a session loads and how much memory it may take.
 *
 * @param fromNs begin of the window in nanoseconds since the epoch, null for the trace's
 * @param toNs end of the window, inclusive; null for the trace's
 * @param devices display names, source ids or id numbers; empty for all
 * @param queues queue indices; empty for all
 * @param memoryLimitBytes memory that DuckDB may take before it spills to a temporary file, 0 for its default
 * @param threads threads of DuckDB, 0 for one per core
 * @param saturation thresholds of the saturation verdicts
 * @param modules SQL modules that will be asked for; they decide which event columns are loaded
 * @param inspections passes over the events besides SQL
 * @param consumers passes of the caller's own: each is shown the events in the window while the session opens
 */
public record SessionOptions(
        Long fromNs,
        Long toNs,
        List<String> devices,
        List<Integer> queues,
        long memoryLimitBytes,
        int threads,
        SaturationOptions saturation,
        Set<String> modules,
        Set<Inspection> inspections,
        List<EventConsumer> consumers) {

    /** A pass over the events in Java. */
    public enum Inspection {
        /** Depth and episodes. */
        SWEEP,
        /** Delay from completion to interrupt, where interrupts tell the age of what they deliver. */
        NOTIFY,
        /** Kicks and interrupts that were in vain; implies {@link #NOTIFY}. */
        NEEDLESS
    }

    /** Takes copies of the collections. */
    public SessionOptions {
        devices = List.copyOf(devices);
        queues = List.copyOf(queues);
        modules = Set.copyOf(modules);
        inspections = Set.copyOf(inspections);
        consumers = List.copyOf(consumers);
    }

    /**
     * Returns the same options with a window where they have none.
     *
     * @param otherFromNs begin to take if none is set, may be null
     * @param otherToNs end to take if none is set, may be null
     * @return the options
     */
    SessionOptions orWindow(Long otherFromNs, Long otherToNs) {
        return new SessionOptions(
                fromNs == null ? otherFromNs : fromNs,
                toNs == null ? otherToNs : toNs,
                devices,
                queues,
                memoryLimitBytes,
                threads,
                saturation,
                modules,
                inspections,
                consumers);
    }

    /**
     * Starts with a whole trace and no module.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. */
    public static final class Builder {
        private Long fromNs;
        private Long toNs;
        private List<String> devices = List.of();
        private List<Integer> queues = List.of();
        private long memoryLimitBytes;
        private int threads;
        private SaturationOptions saturation = SaturationOptions.DEFAULT;
        private final Set<String> modules = new LinkedHashSet<>();
        private final Set<Inspection> inspections = new LinkedHashSet<>();
        private final List<EventConsumer> consumers = new ArrayList<>();

        private Builder() {}

        /**
         * Sets the window.
         *
         * @param newFromNs begin, nanoseconds since the epoch; null for the trace's
         * @param newToNs end, inclusive; null for the trace's
         * @return this
         */
        public Builder window(Long newFromNs, Long newToNs) {
            fromNs = newFromNs;
            toNs = newToNs;
            return this;
        }

        /**
         * Selects devices.
         *
         * @param names display names, source ids or id numbers; empty for all
         * @return this
         */
        public Builder devices(List<String> names) {
            devices = names;
            return this;
        }

        /**
         * Selects queues.
         *
         * @param indices queue indices; empty for all
         * @return this
         */
        public Builder queues(List<Integer> indices) {
            queues = indices;
            return this;
        }

        /**
         * Bounds DuckDB's memory.
         *
         * @param bytes the bound, 0 for DuckDB's default
         * @return this
         */
        public Builder memoryLimitBytes(long bytes) {
            memoryLimitBytes = bytes;
            return this;
        }

        /**
         * Sets DuckDB's threads.
         *
         * @param count the number, 0 for one per core
         * @return this
         */
        public Builder threads(int count) {
            threads = count;
            return this;
        }

        /**
         * Sets the thresholds of the saturation verdicts.
         *
         * @param options the thresholds
         * @return this
         */
        public Builder saturation(SaturationOptions options) {
            saturation = options;
            return this;
        }

        /**
         * Adds SQL modules.
         *
         * @param names file names without {@code .sql}
         * @return this
         */
        public Builder modules(String... names) {
            modules.addAll(List.of(names));
            return this;
        }

        /**
         * Adds passes in Java.
         *
         * @param passes the passes
         * @return this
         */
        public Builder inspections(Inspection... passes) {
            inspections.addAll(List.of(passes));
            return this;
        }

        /**
         * Adds passes of the caller's own.
         *
         * @param passes who is shown the events in the window, in file order, while the session opens
         * @return this
         */
        public Builder consumers(EventConsumer... passes) {
            consumers.addAll(List.of(passes));
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public SessionOptions build() {
            return new SessionOptions(
                    fromNs,
                    toNs,
                    devices,
                    queues,
                    memoryLimitBytes,
                    threads,
                    saturation,
                    modules,
                    inspections,
                    consumers);
        }
    }
}
