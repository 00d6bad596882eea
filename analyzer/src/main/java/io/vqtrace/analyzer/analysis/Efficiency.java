package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.text.Durations;
import io.vqtrace.trace.SuppressionReason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The counts of one queue that tell how well interrupts and kicks are used, and what they say in a line. Null is what the
 * capture could not show.
 */
record Efficiency(
        long completions,
        Long interrupts,
        Long needlessInterrupts,
        long requests,
        Long kicks,
        Long needlessKicks,
        Map<String, Long> suppressed,
        boolean supply) {
    private static final double ABOUT_ONE = 1.5;
    private static final double FEWER_THAN_ONE = 0.9;
    private static final double WORTH_TELLING = 0.1;
    private static final long FEW = 10;

    /** One line for people. */
    String reading() {
        String interruptsRead = ofInterrupts();
        // What a supply queue's kicks announce is buffers, not requests.
        String kicksRead = supply || requests == 0 ? null : ofKicks();
        return kicksRead == null ? interruptsRead : interruptsRead + "; " + kicksRead;
    }

    private String ofInterrupts() {
        if (interrupts == null) {
            return "interrupts not observable";
        }
        if (completions == 0) {
            return interrupts == 0
                    ? "no completion, no interrupt"
                    : Durations.count(interrupts, "interrupt") + " without a completion";
        }
        if (interrupts == 0) {
            return "no interrupt for " + Durations.count(completions, "completion") + why();
        }
        double ratio = (double) completions / interrupts;
        String count = ratio < FEWER_THAN_ONE
                ? "more interrupts than completions"
                : ratio < ABOUT_ONE
                        ? "about one interrupt per completion"
                        : number(ratio) + " completions share an interrupt" + why();
        return count + needless(needlessInterrupts, interrupts, "interrupts");
    }

    /** Names the larger cause of completions without an interrupt of their own. */
    private String why() {
        if (suppressed == null) {
            return "";
        }
        double unwanted = share(false);
        double delayed = share(true);
        if (Math.max(unwanted, delayed) < WORTH_TELLING) {
            return "";
        }
        return unwanted > delayed
                ? ", because the driver did not want one for " + percent(unwanted)
                : ", because the device delayed " + percent(delayed);
    }

    private double share(boolean deliveredLater) {
        return (double) Arrays.stream(SuppressionReason.values())
                        .filter(reason -> reason.deliveredLater() == deliveredLater)
                        .mapToLong(reason -> suppressed.getOrDefault(reason.label(), 0L))
                        .sum()
                / completions;
    }

    private String ofKicks() {
        if (kicks == null) {
            return null;
        }
        if (kicks == 0) {
            return "no kick: the device polls";
        }
        double requestsPerKick = (double) requests / kicks;
        String count = requestsPerKick < FEWER_THAN_ONE
                ? "more kicks than requests"
                : requestsPerKick < ABOUT_ONE
                        ? "about one kick per request"
                        : "one kick for " + number(requestsPerKick) + " requests";
        return count + needless(needlessKicks, kicks, "kicks");
    }

    private static String needless(Long needless, long all, String what) {
        return needless == null || needless < FEW || needless < WORTH_TELLING * all
                ? ""
                : ", " + percent((double) needless / all) + " of " + what + " needless";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
