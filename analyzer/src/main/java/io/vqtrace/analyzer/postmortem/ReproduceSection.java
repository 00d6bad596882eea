package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.List;

/** Which trace and which program, and the commands that lead back here. */
final class ReproduceSection {

    private ReproduceSection() {}

    static List<Block> of(Postmortem postmortem) {
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("Program", postmortem.tool()));
        facts.add(new Block.Fact("Read from", postmortem.identity().file()));
        facts.add(new Block.Fact(
                "SHA-256",
                postmortem.identity().sha256() == null
                        ? "not taken: too large, or standard input"
                        : postmortem.identity().sha256()));
        if (postmortem.imported().get("lines") instanceof Number lines) {
            facts.add(new Block.Fact("Lines of the log", Unit.COUNT.text(lines)));
        }
        Invocation invocation = postmortem.invocation();
        return List.of(
                new Block.Facts(facts),
                new Block.Command("This document", invocation.judging("report", "--html", "report.html")),
                new Block.Command("As text for a ticket", invocation.judging("report", "--markdown", "ticket.md")),
                new Block.Command("All figures as JSON", invocation.judging("report", "--format", "json")),
                new Block.Paragraph("The command under each figure and table shows the same numbers. Run them where the"
                        + " trace lies under the name above."));
    }
}
