package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.diagnose.DiagnoseModel;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code vqtrace diagnose}. */
@Command(
        name = "diagnose",
        description = "Why a queue stands still or is slow: one sentence, the causes with their evidence, and what to"
                + " capture next.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Each queue is judged as it stands at the end of the trace, or at --to TIME. Causes are ranked: certain (the"
                    + " trace shows it), likely, possible (the trace does not exclude it).",
            "",
            "Causes of a stall: lost_kick, stale_avail_event, kicks_left_off, lost_interrupt, frozen_used_event,"
                    + " interrupts_left_off, moderation_timer_lost, backend_hung, queue_full, queue_disabled, rx_starved"
                    + " (no receive buffers), reset_in_flight, needs_reset_ignored, driver_failed, device_suspended."
                    + " Causes of slowness: queue_full, backend_limit, backend_slow, moderation_delay.",
            "",
            "States: stalled, recovered (it stood still within the window), reset (it stood still until a reset), slow,"
                    + " silent (busy, then nothing, and the device owes nothing), ok, idle, unknown (no event times, or"
                    + " served outside QEMU). CSV: one row per queue and cause.",
            "",
            "Examples:",
            "  vqtrace diagnose run.vqtrace",
            "  vqtrace diagnose qemu.log.gz --facts qmp/ --device disk0",
            "  vqtrace diagnose run.vqtrace --to +12.5s            as things stood 12.5 s after the first event",
            "  vqtrace diagnose run.vqtrace --fail-on stall --format json | jq -r .sentence"
        })
final class DiagnoseCommand extends AnalysisCommand {
    private static final String STALL = "stall";

    @ArgGroup(validate = false, heading = Thresholds.HEADING)
    private final Thresholds thresholds = new Thresholds();

    @Option(
            names = "--fail-on",
            paramLabel = STALL,
            converter = StallConverter.class,
            description = "With stall: exit with 3 if a queue stands still at the end of the window.")
    private String failOn;

    private int outcome = ExitCode.OK;

    @Override
    void prepare(SessionOptions.Builder options) {
        Analyses.prepareDiagnose(options).saturation(thresholds.options());
    }

    @Override
    Result analyse(String name, TraceSession session) throws IOException, SessionException {
        DiagnoseModel model = Analyses.diagnose(session);
        if (failOn != null && model.stalled()) {
            outcome = ExitCode.FINDINGS;
        }
        return DiagnoseView.of(name, model);
    }

    @Override
    int outcome() {
        return outcome;
    }

    private static final class StallConverter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.equals(STALL)) {
                throw new TypeConversionException("'" + text + "' is not stall");
            }
            return text;
        }
    }
}
