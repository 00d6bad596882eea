package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.Episode;
import io.vqtrace.analyzer.analysis.Saturation;
import io.vqtrace.analyzer.analysis.TraceSummary;
import io.vqtrace.analyzer.render.Block;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What to do next: the advice of the verdicts, a closer look at the worst episode, and what to capture. */
final class NextSteps {

    private static final long MARGIN_NS = 10_000_000;
    private static final int NS_DIGITS = 9;

    private NextSteps() {}

    static List<Block> of(Postmortem postmortem) {
        List<Block> blocks = new ArrayList<>();
        List<String> advice = new ArrayList<>();
        boolean judged = true;
        for (QueueEvidence queue : postmortem.queues()) {
            Saturation saturation = queue.summary().saturation();
            judged &= saturation.verdict() != null;
            if (saturation.advice() != null) {
                advice.add(queue.judged().name() + ": " + saturation.advice());
            }
        }
        if (lost(postmortem.report().trace())) {
            advice.add("Capture again without losses before a number that is close to a limit is trusted.");
        }
        if (postmortem.report().queues().isEmpty()) {
            advice.add(
                    "Capture virtqueue traffic: trace virtqueue_* and virtio_* while the workload runs. A device that is"
                            + " emulated or passed through has none.");
        } else if (!judged) {
            advice.add(
                    "Capture again with event times (QEMU: -msg timestamp=on): without them no queue can be judged.");
        } else if (advice.isEmpty()) {
            advice.add("Nothing asks for a change. Keep this report as the state to compare with.");
        }
        blocks.add(new Block.Bullets(advice));
        if (postmortem.diagnosis().stalled()) {
            blocks.add(new Block.Command(
                    "Ask why a queue stands still", postmortem.invocation().judging("diagnose")));
        }
        postmortem.queues().stream()
                .filter(queue -> queue.summary().saturation().worstEpisode() != null)
                .findFirst()
                .ifPresent(queue -> closerLook(postmortem, queue, blocks));
        return blocks;
    }

    private static boolean lost(TraceSummary trace) {
        return !trace.complete() || trace.dropped() > 0;
    }

    private static void closerLook(Postmortem postmortem, QueueEvidence queue, List<Block> blocks) {
        Episode worst = queue.summary().saturation().worstEpisode();
        String from = offset(Math.max(0, worst.startNs() - postmortem.firstNs() - MARGIN_NS));
        String to = offset(worst.startNs() + worst.durationNs() - postmortem.firstNs() + MARGIN_NS);
        String device = queue.deviceArgument();
        int index = queue.summary().queue();
        blocks.add(new Block.Command(
                "Look at the longest episode of " + queue.judged().name() + " alone",
                postmortem.invocation().within("latency", device, index, from, to)));
        blocks.add(new Block.Command(
                "Hand over just that incident, without names and addresses",
                postmortem.invocation().within("slice", device, index, from, to) + " --anonymize -o incident.vqtrace"));
    }

    private static String offset(long ns) {
        return "+" + BigDecimal.valueOf(ns, NS_DIGITS).stripTrailingZeros().toPlainString() + "s";
    }
}
