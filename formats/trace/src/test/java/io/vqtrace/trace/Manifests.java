package io.vqtrace.trace;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code trace.json} with a JSON library that the writer does not know. */
final class Manifests {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Manifests() {}

    static JsonNode read(Path directory) {
        return MAPPER.readTree(directory.resolve(TraceFormat.MANIFEST_FILE).toFile());
    }

    static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }
}
