package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Unit;
import java.util.List;

/** What a capture could not show. */
final class Notes {

    private Notes() {}

    /** A section with the notes; nothing if there are none. */
    static List<Block> of(List<String> notes) {
        return notes.isEmpty()
                ? List.of()
                : List.of(
                        new Block.Heading("What this capture cannot tell (" + Unit.UNOBSERVED + ")"),
                        new Block.Bullets(notes));
    }
}
