package io.vqtrace.imports.internal.facts;

import io.vqtrace.imports.ImportException;
import io.vqtrace.imports.ImportException.Reason;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads a directory of captured monitor answers: files named by the command, {@code query-pci.json} and so on, with or
 * without the {@code {"return": …}} around the answer. A file that is missing, too large or broken costs what it would
 * have told, not the import.
 */
public final class FactsReader {
    private static final long MAX_BYTES = 32L << 20;
    private static final int MAX_DEVICES = 4096;
    private static final int MAX_QUEUES = 1024;

    /** Where answers are. */
    @FunctionalInterface
    public interface Answers {
        /**
         * Returns the content of a file of {@link #fileNames}.
         *
         * @param name the file's name
         * @return the content, null if there is none
         * @throws IOException if it cannot be read; the message says why
         */
        byte[] content(String name) throws IOException;
    }

    @FunctionalInterface
    private interface Part {
        void take(JsonNode answer, Facts facts);
    }

    private static final Map<String, Part> PARTS = new TreeMap<>();

    static {
        PARTS.put("query-cpus-fast.json", FactsReader::cpus);
        PARTS.put("query-iothreads.json", FactsReader::iothreads);
        PARTS.put("query-pci.json", FactsReader::pci);
        PARTS.put("query-name.json", (answer, facts) -> {});
        PARTS.put("query-version.json", (answer, facts) -> {});
        PARTS.put("query-kvm.json", (answer, facts) -> {});
        PARTS.put("x-query-virtio-status.json", FactsReader::status);
        PARTS.put("x-query-virtio-queue-status.json", FactsReader::queueStatus);
        PARTS.put("x-query-virtio-queue-element.json", (answer, facts) -> {});
        PARTS.put("x-query-virtio-vhost-queue-status.json", (answer, facts) -> {});
    }

    private static final String ORDER = "x-query-virtio.json";
    private static final String TREE = "hmp.info_qtree.txt";
    private static final Pattern TREE_NAME = Pattern.compile("(?i)(?:.*[^a-z])?qtree(?:[^a-z].*)?");

    private final BoundedJson parser = new BoundedJson();

    /**
     * Lists the files that tell something of a machine's devices.
     *
     * @return file names
     */
    public static Set<String> fileNames() {
        Set<String> names = new TreeSet<>(PARTS.keySet());
        names.add(ORDER);
        names.add(TREE);
        return names;
    }

    /**
     * Reads a directory.
     *
     * @param directory the directory
     * @return what it says
     * @throws ImportException if it is no directory
     */
    public Facts read(Path directory) throws ImportException {
        if (!Files.isDirectory(directory)) {
            throw new ImportException(
                    Reason.UNREADABLE,
                    directory + (Files.exists(directory) ? ": is not a directory of facts" : ": no such directory"));
        }
        Facts facts = read(name -> {
            Path file = name.equals(TREE) ? tree(directory) : directory.resolve(name);
            if (file == null || !Files.isRegularFile(file)) {
                return null;
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it is larger than " + (MAX_BYTES >> 20) + " MiB");
            }
            return Files.readAllBytes(file);
        });
        if (facts.files.isEmpty()) {
            facts.warnings.add("facts: " + directory.getFileName()
                    + " holds no answer that is known, such as x-query-virtio.json or query-pci.json");
        }
        return facts;
    }

    /**
     * Reads answers wherever they are.
     *
     * @param answers where
     * @return what they say
     */
    public Facts read(Answers answers) {
        Facts facts = new Facts();
        json(answers, ORDER, FactsReader::order, facts);
        PARTS.forEach((name, part) -> json(answers, name, part, facts));
        byte[] tree = content(answers, TREE, facts);
        if (tree != null) {
            tree(new String(tree, StandardCharsets.UTF_8), facts);
        }
        new FactsLinker(facts).link();
        return facts;
    }

    /** The answer as the monitor prints it, or as QMP's {@code human-monitor-command} returns it. */
    private void tree(String text, Facts facts) {
        try {
            boolean json = text.stripLeading().startsWith("{");
            String printed = json
                    ? parser.parse(text.getBytes(StandardCharsets.UTF_8))
                            .path("return")
                            .asString()
                    : text;
            facts.tree.addAll(QtreeParser.parse(printed));
        } catch (JacksonException e) {
            facts.files.remove(TREE);
            facts.warnings.add(
                    "facts: the answer of info qtree is not valid JSON and was not used: " + BoundedJson.reason(e));
        }
    }

    /**
     * Finds the answer of {@code info qtree}, for which there is no QMP command that would name its file.
     *
     * @param directory a folder of answers
     * @return the file, the first by name of several, null if there is none
     * @throws IOException if the folder cannot be read
     */
    public static Path tree(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> TREE_NAME
                            .matcher(directory.relativize(file).toString())
                            .matches())
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    private static byte[] content(Answers answers, String name, Facts facts) {
        try {
            byte[] content = answers.content(name);
            if (content != null) {
                facts.files.put(name, content);
            }
            return content;
        } catch (IOException e) {
            facts.warnings.add("facts: " + name + " was not read: " + e.getMessage());
            return null;
        }
    }

    private void json(Answers answers, String name, Part part, Facts facts) {
        byte[] content = content(answers, name, facts);
        if (content == null) {
            return;
        }
        try {
            part.take(answer(parser.parse(content)), facts);
        } catch (JacksonException e) {
            facts.files.remove(name);
            facts.warnings.add("facts: " + name + " is not valid JSON and was not used: " + BoundedJson.reason(e));
        }
    }

    /** Takes the {@code {"return": …}} off. */
    private static JsonNode answer(JsonNode node) {
        return node.isObject() && node.has("return") ? node.get("return") : node;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value != null && value.isString() ? value.stringValue() : null;
    }

    private static Long number(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value != null && value.isIntegralNumber() ? Long.valueOf(value.longValue()) : null;
    }

    private static Integer small(JsonNode node, String field) {
        Long value = number(node, field);
        return value != null && value >= 0 && value <= Integer.MAX_VALUE ? Integer.valueOf(value.intValue()) : null;
    }

    private static void order(JsonNode answer, Facts facts) {
        for (JsonNode device : answer) {
            String path = text(device, "path");
            if (path != null && facts.byPath.size() < MAX_DEVICES) {
                VirtioDeviceFacts known = facts.device(path);
                known.model = text(device, "name");
                known.type = known.model == null ? null : DeviceType.ofName(known.model);
                facts.ordered = true;
            }
        }
    }

    private static void cpus(JsonNode answer, Facts facts) {
        for (JsonNode cpu : answer) {
            Long thread = number(cpu, "thread-id");
            Long index = number(cpu, "cpu-index");
            if (thread != null && index != null) {
                facts.threadRoles.put(thread, "vcpu " + index);
            }
        }
    }

    private static void iothreads(JsonNode answer, Facts facts) {
        for (JsonNode iothread : answer) {
            Long thread = number(iothread, "thread-id");
            String id = text(iothread, "id");
            if (thread != null && id != null) {
                facts.threadRoles.put(thread, "iothread " + id);
            }
        }
    }

    private static void pci(JsonNode answer, Facts facts) {
        for (JsonNode bus : answer) {
            pciDevices(bus.get("devices"), facts, 0);
        }
    }

    private static void pciDevices(JsonNode devices, Facts facts, int depth) {
        if (devices == null || depth > BoundedJson.MAX_DEPTH) {
            return;
        }
        for (JsonNode device : devices) {
            Integer bus = small(device, "bus");
            Integer slot = small(device, "slot");
            Integer function = small(device, "function");
            String id = text(device, "qdev_id");
            if (bus != null && slot != null && function != null && facts.pci.size() < MAX_DEVICES) {
                String address = String.format("%02x:%02x.%x", bus, slot, function);
                if (id != null && !id.isEmpty()) {
                    facts.idByAddress.put(address, id);
                }
                facts.pci.add(function(device, address, id));
            }
            JsonNode bridge = device.get("pci_bridge");
            if (bridge != null) {
                pciDevices(bridge.get("devices"), facts, depth + 1);
            }
        }
    }

    private static PciFacts function(JsonNode device, String address, String id) {
        JsonNode kind = device.path("class_info");
        JsonNode numbers = device.path("id");
        return new PciFacts(
                address,
                id == null ? "" : id,
                small(kind, "class"),
                small(numbers, "vendor"),
                small(numbers, "device"),
                small(numbers, "subsystem"));
    }

    private static void status(JsonNode answer, Facts facts) {
        for (JsonNode entry : answer) {
            String path = text(entry, "path");
            JsonNode reply = entry.get("reply");
            if (path != null && reply != null && facts.byPath.size() < MAX_DEVICES) {
                FeatureFacts.take(answer(reply), facts.device(path));
            }
        }
    }

    private static void queueStatus(JsonNode answer, Facts facts) {
        for (JsonNode entry : answer) {
            String path = text(entry, "path");
            Integer queue = small(entry, "queue");
            JsonNode reply = entry.get("reply");
            if (path == null || queue == null || queue >= MAX_QUEUES || reply == null) {
                continue;
            }
            JsonNode state = answer(reply);
            Integer size = small(state, "vring-num");
            if (size != null && facts.byPath.size() < MAX_DEVICES) {
                facts.device(path)
                        .queues
                        .put(
                                queue,
                                new QueueFacts(
                                        size,
                                        small(state, "vring-num-default"),
                                        number(state, "vring-desc"),
                                        number(state, "vring-avail"),
                                        number(state, "vring-used")));
            }
        }
    }
}
