package io.vqtrace.recorder.internal.trigger;

import java.math.BigDecimal;
import java.math.MathContext;

/** Durations as people read them: three significant digits and a unit. */
final class DurationText {
    private static final String[] UNITS = {"ns", "µs", "ms", "s"};
    private static final MathContext DIGITS = new MathContext(3);

    private DurationText() {}

    static String of(long nanos) {
        int unit = 0;
        long scale = 1;
        while (unit < UNITS.length - 1 && nanos >= scale * 1000) {
            scale *= 1000;
            unit++;
        }
        BigDecimal value = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(scale));
        BigDecimal shown = nanos >= scale * 1000 ? new BigDecimal(value.toBigInteger()) : value.round(DIGITS);
        return shown.stripTrailingZeros().toPlainString() + " " + UNITS[unit];
    }
}
