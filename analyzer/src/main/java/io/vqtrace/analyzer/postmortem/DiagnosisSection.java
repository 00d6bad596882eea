package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.diagnose.DiagnoseBlocks;
import io.vqtrace.analyzer.diagnose.DiagnoseModel;
import io.vqtrace.analyzer.diagnose.DiagnoseModel.DiagnosedQueue;
import io.vqtrace.analyzer.render.Block;
import java.util.ArrayList;
import java.util.List;

/** Why queues stand still or are slow: the sentence, then each such queue with its causes and the questions behind them. */
final class DiagnosisSection {
    static final String TITLE = "Diagnosis";

    /** The command tells of the others. */
    private static final int MOST_QUEUES = 3;

    private DiagnosisSection() {}

    static List<Block> of(Postmortem postmortem) {
        DiagnoseModel model = postmortem.diagnosis();
        List<Block> blocks = new ArrayList<>(List.of(new Block.Paragraph(model.sentence())));
        List<DiagnosedQueue> unwell = DiagnoseBlocks.unwell(model);
        for (DiagnosedQueue queue : unwell.subList(0, Math.min(MOST_QUEUES, unwell.size()))) {
            blocks.add(new Block.Heading(DiagnoseBlocks.title(queue)));
            blocks.addAll(DiagnoseBlocks.causes(queue));
            blocks.add(new Block.Details(
                    "What was asked of it, and the answers", List.of(DiagnoseBlocks.questions(queue))));
            blocks.add(new Block.Paragraph("To look at next:"));
            blocks.add(new Block.Bullets(queue.captureNext()));
        }
        if (!unwell.isEmpty()) {
            blocks.add(new Block.Command(
                    "Ask again, of all queues", postmortem.invocation().judging("diagnose")));
        }
        return blocks;
    }
}
