package io.vqtrace.analyzer.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time, such as {@code 50us} or {@code 1.5s}, in nanoseconds. */
final class DurationConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        try {
            return TimePoint.parse("+" + text).ns();
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is no length of time: use 50us, 10ms or 1s");
        }
    }
}
