package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which part of a trace a command looks at, and how much memory that may take. */
final class Selection {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimePointConverter.class,
            description = "Begin of the window: +1.5s after the first event (ns, us, ms, s, m, h), ISO-8601 (UTC unless"
                    + " it names an offset), or epoch nanoseconds.")
    private TimePoint from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimePointConverter.class,
            description = "End of the window, written like --from.")
    private TimePoint to;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            split = ",",
            description = "Only this device: a name or source id as the report shows it. Repeatable.")
    private List<String> devices = new ArrayList<>();

    @Option(
            names = "--queue",
            paramLabel = "INDEX",
            split = ",",
            description = "Only this queue of each device. Repeatable.")
    private List<Integer> queues = new ArrayList<>();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Memory that the data may take before it spills to temporary files, such as 500M or 2G.")
    private Long memory;

    /**
     * Puts the selection into session options.
     *
     * @throws CommandException if it makes no sense for this trace
     */
    SessionOptions.Builder applyTo(SessionOptions.Builder options, TraceFiles trace, String name) {
        Long startNs = trace.manifest().startNs();
        if (startNs == null && (from != null || to != null)) {
            throw CommandException.usage(
                    "the events of " + name + " carry no time: --from and --to cannot select a part of it");
        }
        Long fromNs = from == null ? null : Long.valueOf(from.resolve(startNs));
        Long toNs = to == null ? null : Long.valueOf(to.resolve(startNs));
        if (fromNs != null && toNs != null && fromNs > toNs) {
            throw CommandException.usage("--from is after --to");
        }
        return options.window(fromNs, toNs)
                .devices(devices)
                .queues(queues)
                .memoryLimitBytes(memory == null ? 0 : memory);
    }

    /** Names of the only devices to look at, empty for all. */
    List<String> devices() {
        return devices;
    }

    private static final class TimePointConverter implements ITypeConverter<TimePoint> {
        @Override
        public TimePoint convert(String text) {
            try {
                return TimePoint.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private static final class SizeConverter implements ITypeConverter<Long> {
        private static final String UNITS = "KMGT";
        private static final long LEAST = 64L << 20;

        @Override
        public Long convert(String text) {
            if (!text.matches("(?i)\\d{1,9}[KMGT](i?B)?")) {
                throw new TypeConversionException("'" + text + "' is no size: use 500M or 2G");
            }
            String digits = text.replaceAll("\\D.*", "");
            int power = UNITS.indexOf(Character.toUpperCase(text.charAt(digits.length()))) + 1;
            return Math.max(LEAST, Long.parseLong(digits) << (10 * power));
        }
    }
}
