package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Block;
import java.util.List;

/** What all simulations print below their tables: what they assumed, and how far each queue's answer holds. */
final class SimulationBlocks {

    private SimulationBlocks() {}

    /** A section with the assumptions. */
    static List<Block> assumptions(List<String> assumptions) {
        return List.of(new Block.Heading("Assumptions"), new Block.Bullets(assumptions));
    }

    /** One sentence: how far the answer holds, and why no further. */
    static Block trust(String confidence, List<String> limits) {
        return new Block.Paragraph(
                "Confidence: " + confidence + (limits.isEmpty() ? "." : ": " + String.join("; ", limits) + "."));
    }
}
