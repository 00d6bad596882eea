package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What tells one trace from another.
 *
 * @param file the file that was hashed: the log, the archive, or the {@code trace.json} of a trace
 * @param sha256 its SHA-256 in hexadecimal digits; null if it is too large to be read once more, or standard input
 */
public record TraceIdentity(String file, String sha256) {

    /** A second or so of reading. */
    private static final long LARGEST_BYTES = 512L << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    /** Of a log that came by a pipe. */
    public static final TraceIdentity STANDARD_INPUT = new TraceIdentity("standard input", null);

    /**
     * Reads the file.
     *
     * @param given a log, an archive, an Arrow file or the directory of a trace
     * @return its identity
     * @throws IOException if it cannot be read
     */
    public static TraceIdentity of(Path given) throws IOException {
        Path file = Files.isDirectory(given) ? given.resolve("trace.json") : given;
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_BYTES) {
            return new TraceIdentity(name, null);
        }
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            while (in.read(buffer) >= 0) {
                // The stream feeds the digest.
            }
        }
        return new TraceIdentity(name, HexFormat.of().formatHex(digest.digest()));
    }
}
