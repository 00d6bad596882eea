package io.vqtrace.analyzer.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodeBuilderTest {
    private static final long MS = 1_000_000;

    private static List<ConditionEpisode> episodes(long... startsAndEndsMs) {
        EpisodeBuilder builder = new EpisodeBuilder(SaturationOptions.DEFAULT);
        for (int i = 0; i < startsAndEndsMs.length; i += 2) {
            builder.add(startsAndEndsMs[i] * MS, startsAndEndsMs[i + 1] * MS, i);
        }
        return builder.finish();
    }

    @Test
    void bridgesShortDipsAlways() {
        List<ConditionEpisode> found = episodes(0, 1, 9, 10, 20, 21);
        assertEquals(List.of(new ConditionEpisode(0, 21 * MS, 3 * MS, 4)), found);
    }

    @Test
    void bridgesALongerDipNextToALongerEpisodeOnEitherSide() {
        assertEquals(1, episodes(0, 50, 70, 71).size(), "long before");
        assertEquals(1, episodes(0, 1, 21, 71).size(), "long after");
        assertEquals(1, episodes(0, 1, 18, 19, 36, 100).size(), "joined from the end backwards");
    }

    @Test
    void keepsBlinksApart() {
        assertEquals(3, episodes(0, 1, 30, 31, 60, 61).size());
    }

    @Test
    void neverBridgesBeyondTheLimit() {
        assertEquals(2, episodes(0, 1000, 1101, 3000).size());
        assertEquals(1, episodes(0, 1000, 1100, 3000).size());
    }
}
