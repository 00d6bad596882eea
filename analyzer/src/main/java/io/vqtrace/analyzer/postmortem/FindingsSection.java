package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.render.Block;
import java.util.ArrayList;
import java.util.List;

/** The verdicts, the worst first, and when each queue was in which state. */
final class FindingsSection {

    private FindingsSection() {}

    static List<Block> of(Postmortem postmortem) {
        List<Block> blocks = new ArrayList<>(Findings.of(
                postmortem.report().queues().stream().map(QueueEvidence::judged).toList(),
                postmortem.report().trace().startNs()));
        blocks.addAll(ConformanceSection.headline(postmortem));
        blocks.addAll(postmortem.overview());
        return blocks;
    }
}
