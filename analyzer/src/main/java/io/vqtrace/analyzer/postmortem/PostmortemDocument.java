package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The sections of a postmortem. A new subject is one more entry of the list; a section without content is left out.
 */
public final class PostmortemDocument {

    private static final List<Part> PARTS = List.of(
            new Part("captured", "What was captured, and what was lost", CaptureSection::of, true),
            new Part("findings", "Findings", FindingsSection::of, true),
            new Part("diagnosis", DiagnosisSection.TITLE, DiagnosisSection::of, false),
            new Part("queues", "All queues", QueueTable::of, true),
            new Part("evidence", "Evidence by queue", QueueSections::of, false),
            new Part("devices", "Devices", DeviceSection::of, true),
            new Part("negotiation", NegotiationSection.TITLE, NegotiationSection::of, true),
            new Part("conformance", ConformanceSection.TITLE, ConformanceSection::of, true),
            new Part("next", "What to do next", NextSteps::of, true),
            new Part("limits", "What this capture cannot tell", LimitsSection::of, true),
            new Part("reproduce", "How to make this again", ReproduceSection::of, true));

    private PostmortemDocument() {}

    /**
     * One section.
     *
     * @param id names it inside the document
     * @param title its title
     * @param content makes what it holds
     * @param inTicket whether a ticket has it as well
     */
    private record Part(String id, String title, Function<Postmortem, List<Block>> content, boolean inTicket) {}

    /**
     * Makes the whole document.
     *
     * @param postmortem what to tell
     * @return its sections
     */
    public static List<Block.Section> full(Postmortem postmortem) {
        return sections(postmortem, part -> true);
    }

    /**
     * Makes a document that is short enough for a ticket.
     *
     * @param postmortem what to tell
     * @return title, outcome and sections
     */
    public static List<Block> ticket(Postmortem postmortem) {
        List<Block> content = new ArrayList<>(List.of(new Block.Paragraph(lead(postmortem))));
        sections(postmortem, Part::inTicket).forEach(section -> content.add(withoutDetails(section)));
        return List.of(new Block.Section("ticket", kind() + " of " + postmortem.name(), content));
    }

    private static Block withoutDetails(Block.Section section) {
        return new Block.Section(
                section.id(),
                section.title(),
                section.content().stream()
                        .filter(block -> !(block instanceof Block.Details))
                        .toList());
    }

    private static List<Block.Section> sections(Postmortem postmortem, Predicate<Part> wanted) {
        return PARTS.stream()
                .filter(wanted)
                .map(part -> new Block.Section(
                        part.id(), part.title(), part.content().apply(postmortem)))
                .filter(section -> !section.content().isEmpty())
                .toList();
    }

    /**
     * Returns what kind of document this is.
     *
     * @return a few words
     */
    public static String kind() {
        return "Virtqueue postmortem";
    }

    /**
     * Returns the outcome.
     *
     * @param postmortem what to tell
     * @return one sentence
     */
    public static String lead(Postmortem postmortem) {
        if (postmortem.diagnosis().stalled()) {
            return postmortem.diagnosis().sentence();
        }
        List<Findings.Judged> judged = postmortem.report().queues().stream()
                .map(QueueEvidence::judged)
                .filter(queue -> queue.severity() != Severity.FINE)
                .sorted(Comparator.comparing(Findings.Judged::severity))
                .toList();
        List<QueueSummary> queues = postmortem.report().queues();
        if (queues.isEmpty()) {
            return "The capture holds no virtqueue traffic.";
        }
        if (judged.isEmpty()) {
            return queues.size() == 1 ? "The only queue is well." : "All " + queues.size() + " queues are well.";
        }
        Findings.Judged worst = judged.get(0);
        String verdict = worst.saturation().verdict();
        String first = worst.name() + (verdict == null ? " cannot be judged" : " is " + verdict);
        int more = judged.size() - 1;
        String rest =
                more == 0 ? "" : "; " + more + (more == 1 ? " more queue needs" : " more queues need") + " a look";
        return first + rest + ".";
    }
}
