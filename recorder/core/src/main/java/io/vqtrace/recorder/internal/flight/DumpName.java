package io.vqtrace.recorder.internal.flight;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The directory name of a dump: {@code NAME-20260131T235959.123-REASON.vqtrace}, the time in UTC. */
final class DumpName {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_SLUG = 40;
    private static final String SUFFIX = ".vqtrace";

    private DumpName() {}

    /** Returns a name in {@code folder} that is not taken. */
    static Path unused(Path folder, String recorder, long atNs, String reason) {
        Instant at = Instant.ofEpochSecond(Math.floorDiv(atNs, 1_000_000_000L), Math.floorMod(atNs, 1_000_000_000L));
        String stem = slug(recorder, "recorder") + "-" + TIME.format(at) + "-" + slug(reason, "dump");
        Path path = folder.resolve(stem + SUFFIX);
        for (int n = 2; Files.exists(path, LinkOption.NOFOLLOW_LINKS); n++) {
            path = folder.resolve(stem + "-" + n + SUFFIX);
        }
        return path;
    }

    /** Returns a text as part of a file name: letters, digits, and single hyphens for everything else. */
    static String slug(String text, String ifNothingIsLeft) {
        String slug = text.replaceAll("[^A-Za-z0-9_]+", "-").replaceAll("^-+", "");
        slug = slug.substring(0, Math.min(slug.length(), LONGEST_SLUG)).replaceAll("-+$", "");
        return slug.isEmpty() ? ifNothingIsLeft : slug;
    }
}
