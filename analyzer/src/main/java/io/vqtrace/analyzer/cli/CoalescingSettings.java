package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.simulate.CoalescingOptions;
import io.vqtrace.analyzer.simulate.CoalescingSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which settings of interrupt moderation to simulate, and the goal that one of them should meet. */
final class CoalescingSettings {

    private enum Per {
        QUEUE,
        DEVICE
    }

    @Option(
            names = "--frames",
            paramLabel = "N",
            split = ",",
            description =
                    "Completions that one interrupt may collect (rx-frames, max_packets). Default: 1,4,8,16,32,64.")
    private List<Integer> frames;

    @Option(
            names = "--usecs",
            paramLabel = "N",
            split = ",",
            description =
                    "Microseconds that the first of them may wait (rx-usecs, max_usecs). Default: 0,10,25,50,100.")
    private List<Integer> usecs;

    @Option(
            names = "--setting",
            paramLabel = "F:U",
            split = ",",
            converter = SettingConverter.class,
            description = "A setting of frames and microseconds; alone, instead of the grid of --frames and --usecs."
                    + " Repeatable.")
    private List<CoalescingSetting> settings = new ArrayList<>();

    @Option(
            names = "--adaptive",
            description = "Let the time follow the rate of completions, up to the setting's: nothing is held back while"
                    + " they are rare.")
    private boolean adaptive;

    @Option(
            names = "--per",
            paramLabel = "queue|device",
            description =
                    "Who has a moderation and a vector: each queue, or a device for all its queues. Default: queue.")
    private Per per = Per.QUEUE;

    @Option(
            names = "--max-added-p99",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Goal: the most that moderation may add to latency at the 99th percentile, such as 50us.")
    private Long maxAddedP99Ns;

    @Option(
            names = "--max-interrupts",
            paramLabel = "RATE",
            converter = RateConverter.class,
            description = "Goal: the most interrupts of a queue (or device), such as 20000/s.")
    private Double maxInterruptsPerS;

    /**
     * The settings and the goal.
     *
     * @throws CommandException if a value is out of range
     */
    CoalescingOptions options() {
        try {
            List<CoalescingSetting> all = new ArrayList<>();
            if (settings.isEmpty() || frames != null || usecs != null) {
                all.addAll(CoalescingOptions.grid(
                        frames == null ? CoalescingOptions.DEFAULT_FRAMES : frames,
                        usecs == null ? CoalescingOptions.DEFAULT_USECS : usecs,
                        adaptive));
            }
            settings.forEach(s -> all.add(new CoalescingSetting(s.frames(), s.usecs(), s.adaptive() || adaptive)));
            return new CoalescingOptions(all, per == Per.DEVICE, maxAddedP99Ns, maxInterruptsPerS);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private static final class SettingConverter implements ITypeConverter<CoalescingSetting> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,7}):(\\d{1,7})(a?)");

        @Override
        public CoalescingSetting convert(String text) {
            Matcher form = FORM.matcher(text);
            if (text.equals(CoalescingSetting.OFF.label())) {
                return CoalescingSetting.OFF;
            }
            if (!form.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is no setting: use FRAMES:MICROSECONDS such as 32:50, or off");
            }
            try {
                return new CoalescingSetting(
                        Integer.parseInt(form.group(1)),
                        Integer.parseInt(form.group(2)),
                        !form.group(3).isEmpty());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private static final class DurationConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                long ns = TimePoint.parse("+" + text).ns();
                if (ns > 0) {
                    return ns;
                }
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is no length of time: use 50us or 1ms");
            }
            throw new TypeConversionException("'" + text + "' is too short: at least 1ns");
        }
    }

    private static final class RateConverter implements ITypeConverter<Double> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([kM]?)(?:/s)?");

        @Override
        public Double convert(String text) {
            Matcher form = FORM.matcher(text);
            double rate = form.matches() ? Double.parseDouble(form.group(1)) * scale(form.group(2)) : 0;
            if (rate <= 0) {
                throw new TypeConversionException(
                        String.format(Locale.ROOT, "'%s' is no rate above 0: use 20000/s or 20k/s", text));
            }
            return rate;
        }

        private static double scale(String prefix) {
            return prefix.isEmpty() ? 1 : prefix.equals("k") ? 1e3 : 1e6;
        }
    }
}
