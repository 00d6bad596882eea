package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.analyzer.render.Block;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecorderFactsTest {
    @Test
    void durationsAndTimesAreTold() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("flush_interval_ns", 1_000_000_000L);
        fields.put("look_back_ns", 30_000_000_000L);
        fields.put("at_ns", 1_767_225_600_000_000_000L);
        fields.put("memory_bytes", 64L << 20);
        fields.put("trigger", null);
        fields.put("threads", List.of(Map.of("thread", 1)));
        assertEquals(
                List.of(
                        new Block.Fact("flush interval", "1 s"),
                        new Block.Fact("look back", "30 s"),
                        new Block.Fact("at", "2026-01-01T00:00:00Z"),
                        new Block.Fact("memory", "64 MiB"),
                        new Block.Fact("trigger", "—")),
                RecorderFacts.of(fields));
    }
}
