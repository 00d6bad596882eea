package io.vqtrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.bench.Options.Part;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void measuresEverythingByDefault() {
        Options options = Options.parse();

        assertEquals(EnumSet.allOf(Part.class), options.parts());
        assertNull(options.json());
    }

    @Test
    void takesThePartsThatAreNamed() {
        Options options = Options.parse("--quick", "--only", "cost,size", "--json", "bench.json");

        assertTrue(options.quick());
        assertEquals(EnumSet.of(Part.COST, Part.SIZE), options.parts());
        assertEquals(Path.of("bench.json"), options.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--only", "--json", "--fast", "--only cost,speed", "--only COST"})
    void refusesWhatItDoesNotKnow(String line) {
        assertThrows(IllegalArgumentException.class, () -> Options.parse(line.split(" ")));
    }
}
