package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.InterruptsModel.QueueInterrupts;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.trace.SuppressionReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What became of completions: told at once, delayed, or not to be told of, by reason. */
final class SuppressionTable {

    private SuppressionTable() {}

    /** The table and what its words mean; nothing if no decision was seen. */
    static List<Block> of(List<QueueInterrupts> queues) {
        List<Fate> rows =
                queues.stream().flatMap(queue -> fates(queue).stream()).toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Column<Fate>> columns = List.of(
                Column.of("device", "DEVICE", Unit.TEXT, fate -> fate.queue.device()),
                Column.of("queue", "Q", Unit.NUMBER, fate -> fate.queue.queue()),
                Column.of("how", "THE DRIVER WAS", Unit.TEXT, Fate::how),
                Column.of("completions", "COMPLETIONS", Unit.COUNT, Fate::completions),
                Column.of("share", "OF ALL", Unit.SHARE, Fate::share),
                Column.optional(1, "decisions", "DECISIONS", Unit.TEXT, Fate::decided));
        return List.of(
                new Block.Heading("How the driver was told of completions"),
                new Block.Grid(new Table<>(columns, rows)),
                new Block.Paragraph("Delayed: moderation held the completions back, and a later interrupt delivered"
                        + " them. Not to be told: the driver had asked for no interrupt, or for a later one."));
    }

    private static List<Fate> fates(QueueInterrupts queue) {
        if (queue.suppressed() == null || queue.completions() == 0) {
            return List.of();
        }
        List<Fate> fates = new ArrayList<>();
        if (queue.notifiedAtOnce() != null) {
            fates.add(new Fate(queue, "told at once", queue.notifiedAtOnce(), null));
        }
        queue.suppressed().forEach((reason, concerned) -> {
            boolean delayed = reason.equals(SuppressionReason.DELAYED.label());
            // A completion that is delayed twice, or delayed and then not wanted, is one completion.
            Long told = delayed ? queue.notifiedDelayed() : null;
            fates.add(new Fate(
                    queue,
                    text(reason),
                    told == null ? concerned : told,
                    queue.suppressedDecisions().get(reason)));
        });
        return fates;
    }

    private static String text(String label) {
        return Arrays.stream(SuppressionReason.values())
                .filter(known -> known.label().equals(label))
                .map(SuppressionTable::text)
                .findFirst()
                .orElse(label);
    }

    private static String text(SuppressionReason reason) {
        return switch (reason) {
            case FLAGS -> "not to be told (flags)";
            case EVENT_INDEX -> "not to be told (event index)";
            case DELAYED -> "told later (delayed)";
        };
    }

    /** One way in which completions of a queue went; decisions are null for interrupts, which have a table. */
    private record Fate(QueueInterrupts queue, String how, long completions, Long decisions) {
        Double share() {
            return (double) completions / queue.completions();
        }

        String decided() {
            return decisions == null ? "" : Unit.COUNT.text(decisions);
        }
    }
}
