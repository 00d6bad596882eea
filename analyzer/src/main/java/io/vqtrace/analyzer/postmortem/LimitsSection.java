package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.render.Block;
import java.util.ArrayList;
import java.util.List;

/** What the capture could not show. */
final class LimitsSection {

    private LimitsSection() {}

    static List<Block> of(Postmortem postmortem) {
        List<String> limits = new ArrayList<>(postmortem.report().notes());
        boolean sizeUnknown = postmortem.report().queues().stream()
                .anyMatch(queue -> queue.size() == null && "request".equals(queue.kind()) && queue.requests() > 0);
        if (sizeUnknown) {
            limits.add("a full ring is not observable in this capture for queues of unknown size: needs QMP answers"
                    + " (--facts)");
        }
        if (postmortem.report().queues().isEmpty()) {
            limits.add("anything about queues is not observable in this capture: needs virtqueue traffic");
        }
        if (limits.isEmpty()) {
            return List.of(new Block.Paragraph("Nothing that this report asks for was out of its sight."));
        }
        return List.of(new Block.Bullets(limits), new Block.Paragraph("A dash (—) in a table is such a value."));
    }
}
