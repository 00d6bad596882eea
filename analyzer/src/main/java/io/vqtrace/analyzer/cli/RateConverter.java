package io.vqtrace.analyzer.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Events per second above 0, such as {@code 20000/s}, {@code 20k/s} or {@code 20000}. */
final class RateConverter implements ITypeConverter<Double> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([kM]?)(?:/s)?");

    @Override
    public Double convert(String text) {
        Matcher form = FORM.matcher(text);
        double rate = form.matches() ? Double.parseDouble(form.group(1)) * scale(form.group(2)) : 0;
        if (rate <= 0) {
            throw new TypeConversionException("'" + text + "' is no rate above 0: use 20000/s or 20k/s");
        }
        return rate;
    }

    private static double scale(String prefix) {
        return prefix.isEmpty() ? 1 : prefix.equals("k") ? 1e3 : 1e6;
    }
}
