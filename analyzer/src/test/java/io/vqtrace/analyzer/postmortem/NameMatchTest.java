package io.vqtrace.analyzer.postmortem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vqtrace.analyzer.render.Block;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NameMatchTest {
    @Test
    void onlyDoubtsAreSpelledOut() {
        List<String> joins = List.of("certain", "uncertain: two devices of one type");
        assertEquals("uncertain", NameMatch.word(joins.get(1)));
        assertNull(NameMatch.word(null));
        assertEquals(
                List.of(new Block.Bullets(List.of("the name blk0 is uncertain: two devices of one type"))),
                NameMatch.doubts(joins, join -> "blk0", Function.identity()));
        assertEquals(List.of(), NameMatch.doubts(joins.subList(0, 1), join -> "blk0", Function.identity()));
    }
}
