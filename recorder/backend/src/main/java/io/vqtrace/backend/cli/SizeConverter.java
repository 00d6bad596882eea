package io.vqtrace.backend.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes, such as {@code 512}, {@code 64M} or {@code 10G}: units of 1024. */
final class SizeConverter implements ITypeConverter<Long> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})([KMGT]?)");
    private static final String UNITS = "KMGT";

    @Override
    public Long convert(String text) {
        Matcher parts = TEXT.matcher(text);
        if (parts.matches()) {
            int unit = parts.group(2).isEmpty() ? 0 : UNITS.indexOf(parts.group(2)) + 1;
            long number = Long.parseLong(parts.group(1));
            if (number <= Long.MAX_VALUE >> 10 * unit) {
                return number << 10 * unit;
            }
        }
        throw new TypeConversionException("'" + text + "' is no size: use 512, 64M or 10G");
    }
}
