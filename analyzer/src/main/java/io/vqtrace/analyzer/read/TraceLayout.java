package io.vqtrace.analyzer.read;

import io.vqtrace.trace.TraceFormat;
import java.util.regex.Pattern;

/** Which file names make a trace. */
final class TraceLayout {
    private static final Pattern EVENTS = Pattern.compile("events-\\d+\\.arrows?");

    private TraceLayout() {}

    static boolean isEventSegment(String file) {
        return EVENTS.matcher(file).matches();
    }

    /** Tells whether a path with {@code /} between its parts ends in the name of a trace's file. */
    static boolean isTracePath(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.equals(TraceFormat.MANIFEST_FILE) || isEventSegment(file);
    }
}
