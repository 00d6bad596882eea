package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** zstd-jni is optional: the writer works without it and says that it did not compress. */
class AbsentZstdTest {
    @TempDir
    Path temp;

    @Test
    void withoutZstdBatchesAreWrittenAsTheyAreAndCounted() throws Exception {
        Path directory = temp.resolve("plain.vqtrace");
        try (URLClassLoader loader = new URLClassLoader(classPathWithoutZstd(), ClassLoader.getPlatformClassLoader())) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("com.github.luben.zstd.Zstd"));
            loader.loadClass(WriteCompressed.class.getName())
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {directory.toString()});
        }
        EventChunk chunk = WriteCompressed.chunk();
        ArrowTable table = ArrowTable.read(directory.resolve("events-000001.arrows"));
        assertEquals(ArrowTable.rowsOf(chunk), table.rows().subList(0, chunk.rows()));
        assertEquals(2 * chunk.rows(), table.rows().size());
        JsonNode json = Manifests.read(directory);
        assertEquals(2, json.get("compression_unavailable").asInt());
        assertEquals(1, json.get("warnings").size());
        assertTrue(json.get("warnings").get(0).asString().contains("zstd"));
        assertTrue(json.get("closed").asBoolean());
    }

    private static URL[] classPathWithoutZstd() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("zstd-jni")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** What runs in the class loader that has no zstd-jni. */
    public static final class WriteCompressed {
        private WriteCompressed() {}

        /** Writes the chunk twice, asking for compression. */
        public static void main(String[] args) throws IOException {
            try (TraceWriter writer = TraceWriter.builder(Path.of(args[0]))
                    .compression(Compression.ZSTD)
                    .open()) {
                BatchPosition position = writer.write(chunk());
                writer.write(chunk());
                if (position.compressed()) {
                    throw new IllegalStateException("compressed without zstd-jni");
                }
            }
        }

        static EventChunk chunk() {
            return new RandomEvents(5).fill(new EventChunk(100), 70);
        }
    }
}
