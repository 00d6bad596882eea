package io.vqtrace.imports.internal.facts;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON that need not be honest: depth, length of texts and numbers, and the number of tokens are bounded, and so is
 * the memory that the tree takes. Thread-safe.
 */
public final class BoundedJson {
    /** Deepest nesting. */
    static final int MAX_DEPTH = 64;

    private static final int MAX_STRING = 1 << 20;
    private static final int MAX_NUMBER = 64;
    private static final long MAX_TOKENS = 1_000_000;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNameLength(MAX_STRING)
                            .maxNumberLength(MAX_NUMBER)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .build();

    /**
     * Parses one value.
     *
     * @param text JSON in UTF-8
     * @return the tree
     * @throws JacksonException if it is no JSON, or beyond a bound
     */
    public JsonNode parse(byte[] text) {
        return mapper.readTree(text);
    }

    /**
     * Parses one value.
     *
     * @param text JSON
     * @return the tree
     * @throws JacksonException if it is no JSON, or beyond a bound
     */
    public JsonNode parse(String text) {
        return mapper.readTree(text);
    }

    /**
     * Says why a text could not be parsed.
     *
     * @param e what {@link #parse} threw
     * @return one line
     */
    public static String reason(JacksonException e) {
        // Where a bound comes from tells only a programmer something.
        return e.getOriginalMessage().lines().findFirst().orElse("").replaceAll(", from `[^`]*`", "");
    }
}
