package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code vqtrace negotiation}. */
@Command(
        name = "negotiation",
        description = "What guest and host agreed on, device by device and attempt by attempt: status steps, features,"
                + " queues, and what each feature that is not in use costs.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "An attempt goes from a reset of the device to the next. Whose driver made it (firmware or kernel) is always a"
                    + " guess, shown with its evidence. CSV: one row per attempt. JSON: offered_mask and accepted_mask"
                    + " beside the names.",
            "",
            "Examples:",
            "  vqtrace negotiation run.vqtrace",
            "  vqtrace negotiation qemu.log.gz --facts qmp/ --device blk0",
            "  vqtrace negotiation run.vqtrace --format json | jq '.devices[].attempts[].accepted_mask'",
            "  vqtrace chart negotiation run.vqtrace -o negotiation.png"
        })
final class NegotiationCommand extends AnalysisCommand {

    @Override
    void prepare(SessionOptions.Builder options) {
        // The small tables, which every session has, are enough.
    }

    @Override
    Result analyse(String name, TraceSession session) throws IOException, SessionException {
        return NegotiationView.of(name, Analyses.negotiation(session));
    }
}
