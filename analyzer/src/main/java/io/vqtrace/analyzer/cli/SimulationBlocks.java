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

    /**
     * How far the answer holds, and why no further.
     *
     * @param method how it was simulated
     * @param confidence label of the confidence
     * @param limits reasons without a full stop, empty if there is none
     */
    static Block trust(String method, String confidence, List<String> limits) {
        String start = "Confidence: " + confidence + " (" + method + ")";
        return new Block.Paragraph(limits.isEmpty() ? start + "." : start + ": " + String.join("; ", limits) + ".");
    }
}
