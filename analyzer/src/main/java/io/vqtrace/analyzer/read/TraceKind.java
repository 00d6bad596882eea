package io.vqtrace.analyzer.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;

/** What a path holds, by its first bytes. */
enum TraceKind {
    DIRECTORY,
    ZIP,
    ARROW,
    OTHER;

    private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};
    private static final byte[] STREAM_MAGIC = {-1, -1, -1, -1};
    private static final byte[] FILE_MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int MAGIC_BYTES = 6;

    static TraceKind of(Path path) throws TraceReadException {
        if (Files.isDirectory(path)) {
            return DIRECTORY;
        }
        if (!Files.isRegularFile(path)) {
            if (!Files.exists(path)) {
                throw explain(path, new NoSuchFileException(path.toString()));
            }
            return OTHER; // A pipe: its first bytes belong to whoever reads it.
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(MAGIC_BYTES);
            if (startsWith(head, ZIP_MAGIC)) {
                return ZIP;
            }
            return startsWith(head, STREAM_MAGIC) || startsWith(head, FILE_MAGIC) || isArrowName(path) ? ARROW : OTHER;
        } catch (IOException e) {
            throw explain(path, e);
        }
    }

    private static boolean isArrowName(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(".arrows") || name.endsWith(".arrow");
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    TraceContainer container(Path path) throws IOException {
        return switch (this) {
            case DIRECTORY -> DirectoryContainer.ofDirectory(path);
            case ZIP -> new ZipContainer(path);
            case ARROW -> DirectoryContainer.ofFile(path);
            case OTHER ->
                throw new TraceReadException(
                        path + " is not a trace (neither a .vqtrace directory nor a zip or Arrow file)");
        };
    }

    /** Turns a failure into one line for the user. */
    static TraceReadException explain(Path path, IOException e) {
        if (e instanceof TraceReadException already) {
            return already;
        }
        String why;
        if (e instanceof NoSuchFileException) {
            why = "no such file";
        } else if (e instanceof AccessDeniedException) {
            why = "permission denied";
        } else if (e instanceof ZipException) {
            why = "not a readable zip file, or cut (" + e.getMessage() + ")";
        } else if (e instanceof EOFException) {
            why = "cut (" + e.getMessage() + ")";
        } else {
            why = String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown failure");
        }
        return new TraceReadException(path + ": " + why, e);
    }
}
