package io.vqtrace.imports.machine;

import io.vqtrace.imports.ImportException;
import io.vqtrace.imports.ImportException.Reason;
import io.vqtrace.imports.internal.facts.BoundedJson;
import io.vqtrace.imports.internal.facts.Facts;
import io.vqtrace.imports.internal.facts.FactsReader;
import io.vqtrace.imports.internal.machine.CommandLineReader;
import io.vqtrace.imports.internal.machine.DomainXmlReader;
import io.vqtrace.imports.internal.machine.MachineSyntaxException;
import io.vqtrace.imports.internal.machine.MonitorReader;
import io.vqtrace.imports.internal.machine.QemuProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads descriptions of machines, whichever form they have. Files need not be honest: size, depth and number of elements
 * are bounded, and nothing that a file names is opened. Thread-safe.
 */
public final class MachineReader {
    private static final int MAX_BYTES = 16 << 20;
    private static final int HEAD_BYTES = 1 << 18;
    private static final int TEXT_HEAD = 64;
    private static final String QTREE = "hmp.info_qtree.txt";

    private MachineReader() {}

    /**
     * Tells what a path holds, by its first bytes; a folder by the names in it.
     *
     * @param path a file or folder
     * @return the form, null if it is none of them
     * @throws ImportException if it is missing or cannot be read
     */
    public static MachineSource sniff(Path path) throws ImportException {
        try {
            if (Files.isDirectory(path)) {
                boolean answers = FactsReader.tree(path) != null
                        || FactsReader.fileNames().stream().anyMatch(name -> Files.isRegularFile(path.resolve(name)));
                return answers ? MachineSource.MONITOR : null;
            }
            if (!Files.isRegularFile(path)) {
                return null;
            }
            try (InputStream in = Files.newInputStream(path)) {
                return sniff(in.readNBytes(HEAD_BYTES));
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static MachineSource sniff(byte[] head) {
        if (isXml(head)) {
            return MachineSource.DOMAIN_XML;
        }
        String text = new String(head, StandardCharsets.UTF_8);
        String begin = text.substring(0, Math.min(text.length(), TEXT_HEAD)).stripLeading();
        if (isQtree(begin) || begin.startsWith("{") || begin.startsWith("[")) {
            return MachineSource.MONITOR;
        }
        return QemuProgram.isIn(text) ? MachineSource.COMMAND_LINE : null;
    }

    /** UTF-16 has its byte order mark, or a zero beside the first sign. */
    private static boolean isXml(byte[] head) {
        int at = 0;
        while (at < head.length && (head[at] <= ' ' || head[at] == (byte) 0xfe || head[at] == (byte) 0xff)) {
            at++;
        }
        return at < head.length && head[at] == '<';
    }

    private static boolean isQtree(String begin) {
        return begin.startsWith("bus: ");
    }

    /**
     * Reads what {@link #sniff} recognised.
     *
     * @param path the file or folder
     * @param source what it is
     * @return the machines that it describes, at least one
     * @throws ImportException if it cannot be read, is malformed, or beyond the bounds; the message is one line
     */
    public static List<Machine> read(Path path, MachineSource source) throws ImportException {
        if (Files.isDirectory(path)) {
            return List.of(MonitorReader.read(new FactsReader().read(path)));
        }
        byte[] content = content(path);
        try {
            return switch (source) {
                case DOMAIN_XML -> DomainXmlReader.read(content);
                case COMMAND_LINE -> commandLines(content);
                case MONITOR -> List.of(MonitorReader.read(answer(content)));
            };
        } catch (MachineSyntaxException e) {
            throw new ImportException(Reason.NOT_RECOGNISED, path + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new ImportException(
                    Reason.NOT_RECOGNISED, path + ": it is not usable JSON: " + BoundedJson.reason(e), e);
        }
    }

    /**
     * Makes a machine of monitor answers that a trace holds.
     *
     * @param answers where they are
     * @return the machine
     */
    public static Machine read(Answers answers) {
        return MonitorReader.read(new FactsReader().read(answers::content));
    }

    /** Where monitor answers are. */
    @FunctionalInterface
    public interface Answers {
        /**
         * Returns an answer.
         *
         * @param fileName name of the file that it would have in a folder, such as {@code query-pci.json}
         * @return the content, null if there is none
         * @throws IOException if it cannot be read
         */
        byte[] content(String fileName) throws IOException;
    }

    private static byte[] content(Path path) throws ImportException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new ImportException(
                        Reason.NOT_RECOGNISED,
                        path + ": it is larger than " + (MAX_BYTES >> 20)
                                + " MiB, which no description of a machine is");
            }
            return content;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static List<Machine> commandLines(byte[] content) throws MachineSyntaxException {
        List<Machine> machines = CommandLineReader.read(new String(content, StandardCharsets.UTF_8));
        if (machines.isEmpty()) {
            throw new MachineSyntaxException("it holds no command line of QEMU");
        }
        return machines;
    }

    /** A single answer is put where a folder would have it. */
    private static Facts answer(byte[] content) throws MachineSyntaxException {
        String begin = new String(content, 0, Math.min(content.length, TEXT_HEAD), StandardCharsets.UTF_8);
        String name = isQtree(begin.stripLeading()) ? QTREE : nameOf(new BoundedJson().parse(content));
        return new FactsReader().read(file -> file.equals(name) ? content : null);
    }

    private static String nameOf(JsonNode root) throws MachineSyntaxException {
        JsonNode answer = root.isObject() && root.has("return") ? root.get("return") : root;
        JsonNode first = answer.isArray() && !answer.isEmpty() ? answer.get(0) : null;
        if (first != null && first.has("bus") && first.has("devices")) {
            return "query-pci.json";
        }
        if (first != null && first.has("path") && first.has("reply")) {
            return "x-query-virtio-status.json";
        }
        if (first != null && first.has("path") && first.has("name")) {
            return "x-query-virtio.json";
        }
        throw new MachineSyntaxException(
                "it is JSON, but no answer of query-pci, x-query-virtio or x-query-virtio-status");
    }

    private static ImportException unreadable(Path path, IOException e) {
        String reason = e instanceof java.nio.file.NoSuchFileException
                ? "no such file"
                : e instanceof java.nio.file.AccessDeniedException ? "permission denied" : e.getMessage();
        return new ImportException(Reason.UNREADABLE, path + ": " + reason, e);
    }
}
