package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.diagnose.DiagnoseModel.DiagnosedQueue;
import io.vqtrace.analyzer.diagnose.DiagnoseModel.Question;
import io.vqtrace.analyzer.diagnose.DiagnoseModel.RankedCause;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows a diagnosis, for the command and for postmortems. */
public final class DiagnoseBlocks {
    /** More queues than these in full make nobody wiser; the table has all of them. */
    private static final int MOST_QUEUES = 4;

    private DiagnoseBlocks() {}

    /**
     * Makes the blocks after the sentence.
     *
     * @param model the diagnosis
     * @return questions and causes of the queues that do not do well, then the states of all
     */
    public static List<Block> of(DiagnoseModel model) {
        List<Block> blocks = new ArrayList<>();
        unwell(model).stream().limit(MOST_QUEUES).forEach(queue -> blocks.addAll(of(queue)));
        List<String> unseen = model.queues().stream()
                .filter(queue -> QueueState.of(queue.state()) == QueueState.UNKNOWN)
                .flatMap(queue -> queue.captureNext().stream())
                .distinct()
                .toList();
        if (!unseen.isEmpty()) {
            blocks.add(new Block.Heading("What to capture next"));
            blocks.add(new Block.Bullets(unseen));
        }
        if (!model.queues().isEmpty()) {
            blocks.add(new Block.Heading("All queues"));
            blocks.add(new Block.Grid(QueueRows.table(model.queues())));
        }
        return blocks;
    }

    /**
     * Returns the queues that stand still, stood still, are slow, or fell silent.
     *
     * @param model the diagnosis
     * @return those with a cause, the worst first
     */
    public static List<DiagnosedQueue> unwell(DiagnoseModel model) {
        return model.queues().stream()
                .filter(queue -> !queue.causes().isEmpty())
                .toList();
    }

    private static List<Block> of(DiagnosedQueue queue) {
        List<Block> blocks = new ArrayList<>(List.of(new Block.Heading(title(queue)), questions(queue)));
        blocks.addAll(causes(queue));
        if (!queue.captureNext().isEmpty()) {
            blocks.add(new Block.Heading("What to look at next"));
            blocks.add(new Block.Bullets(queue.captureNext()));
        }
        return blocks;
    }

    /**
     * Names a queue and its state.
     *
     * @param queue the queue
     * @return one line
     */
    public static String title(DiagnosedQueue queue) {
        return queue.name() + ": " + queue.state();
    }

    /**
     * Shows the questions and their answers.
     *
     * @param queue the queue
     * @return one point for each
     */
    public static Block questions(DiagnosedQueue queue) {
        return new Block.Bullets(
                queue.chain().stream().map(DiagnoseBlocks::line).toList());
    }

    /**
     * Shows the causes, the likeliest first.
     *
     * @param queue the queue
     * @return a finding for each
     */
    public static List<Block> causes(DiagnosedQueue queue) {
        List<Block> blocks = new ArrayList<>();
        for (RankedCause cause : queue.causes()) {
            blocks.add(new Block.Finding(
                    severity(queue, cause),
                    cause.rank() + ". " + cause.cause(),
                    cause.confidence() + ": "
                            + StallCause.valueOf(cause.cause().toUpperCase(Locale.ROOT))
                                    .meaning(),
                    cause.evidence()));
        }
        return blocks;
    }

    private static String line(Question question) {
        String mark = switch (question.answer()) {
            case "yes" -> "✓";
            case "no" -> "✗";
            default -> "?";
        };
        return mark + " " + question.question() + " " + question.evidence();
    }

    private static Severity severity(DiagnosedQueue queue, RankedCause cause) {
        if (cause.rank() > 1 || cause.confidence().equals(Confidence.POSSIBLE.label())) {
            return Severity.NOTICE;
        }
        return QueueState.of(queue.state()) == QueueState.STALLED ? Severity.CRITICAL : Severity.WARNING;
    }
}
