package io.vqtrace.analyzer.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share, as {@code 1%} or {@code 0.01}. */
final class ShareConverter implements ITypeConverter<Double> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?) ?(%?)");
    private static final double PERCENT = 100;

    @Override
    public Double convert(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            double share = Double.parseDouble(form.group(1)) / (form.group(2).isEmpty() ? 1 : PERCENT);
            if (share <= 1) {
                return share;
            }
        }
        throw new TypeConversionException("'" + text + "' is no share: use 1% or 0.01, at most 100%");
    }
}
