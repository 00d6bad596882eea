package io.vqtrace.analyzer.inventory;

import java.util.List;

/**
 * A verdict with its ground.
 *
 * @param verdict what to do
 * @param reason why, one sentence with its numbers
 * @param steps how, or what to capture, one sentence each
 */
record Judgement(Verdict verdict, String reason, List<String> steps) {
    Judgement {
        steps = List.copyOf(steps);
    }
}
