package io.vqtrace.bench;

import io.vqtrace.bench.cost.Costs;
import io.vqtrace.bench.cost.ProbeCosts;
import io.vqtrace.bench.pause.PauseSeries;
import io.vqtrace.bench.peer.PeerKind;
import io.vqtrace.bench.sustained.SustainedRun;
import java.io.PrintStream;
import java.util.Locale;

/** The figures for people, as Markdown tables. */
final class TableReport {
    private final PrintStream out;

    private TableReport(PrintStream out) {
        this.out = out;
    }

    static void print(Report report, PrintStream out) {
        TableReport table = new TableReport(out);
        Machine machine = report.machine();
        table.line(
                "%s, %d processors, %s, %s, %s, load %.1f",
                machine.processor(), machine.processors(), machine.os(), machine.disk(), machine.jdk(), machine.load());
        if (report.costs() != null) {
            table.costs(report.costs());
        }
        if (report.pauses() != null) {
            table.heading("worst pauses of a call, ns | p99.99 | maximum", 3);
            for (PauseSeries series : PauseSeries.values()) {
                var pause = report.pauses().get(series);
                table.line("| %s | %,d | %,d |", series.label(), pause.p9999(), pause.max());
            }
        }
        if (report.plain() != null) {
            table.sustained(report);
        }
        if (report.size() != null) {
            table.heading("reference block workload on disk | bytes per event", 2);
            table.line("| zstd, level requests | %.2f |", report.size().zstdRequests());
            table.line("| zstd, level full | %.2f |", report.size().zstdFull());
            table.line("| uncompressed | %.2f |", report.size().plainRequests());
        }
    }

    private void costs(Costs costs) {
        heading("cost of an event | ns | × enabled probe call", 3);
        ProbeCosts requests = costs.requests();
        ProbeCosts full = costs.full();
        double enabled = requests.enabled();
        cost("`System.nanoTime()` alone", costs.nanoTime(), enabled);
        cost("**enabled probe call**", enabled, enabled);
        cost("– streaming to disk", requests.stream(), enabled);
        cost("– flight mode", requests.flight(), enabled);
        cost("– flight mode, two threads", costs.twoThreads(), enabled);
        cost("– `pop` alone", costs.pop(), enabled);
        cost("– `used` alone, which writes the row", costs.used(), enabled);
        cost("burst of 32, streaming", requests.burstStream(), enabled);
        cost("burst of 32, flight mode", requests.burstFlight(), enabled);
        cost("enabled probe call, level `full`", full.enabled(), enabled);
        cost("– streaming to disk", full.stream(), enabled);
        cost("– flight mode", full.flight(), enabled);
        cost("– burst of 32, streaming", full.burstStream(), enabled);
        cost("– burst of 32, flight mode", full.burstFlight(), enabled);
        for (PeerKind peer : Report.PEERS) {
            cost(peer.label(), costs.peers().get(peer), enabled);
        }
        cost("jfr, disabled", costs.peers().get(PeerKind.JFR_DISABLED), enabled);
        cost("disabled probe call, over an empty loop", costs.disabledOverLoop(), enabled);
        cost("– beside another recorder that records", costs.disabledBesideEnabledOverLoop(), enabled);
        line("");
        line(
                "Lost while streaming was measured: %.1f %%, at level full %.1f %%",
                100 * requests.droppedRatio(), 100 * full.droppedRatio());
    }

    private void cost(String what, double ns, double enabled) {
        line("| %s | %.1f | %.2f |", what, ns, ns / enabled);
    }

    private void sustained(Report report) {
        heading("to disk | M events/s | lost | bytes per event | ns per event for the caller", 5);
        sustained("uncompressed", report.plain());
        sustained("zstd", report.zstd());
        sustained("twice the uncompressed rate, bursts", report.overload());
        line("");
        line(
                "Heap per event: caller %.3f bytes, recorder's thread %.3f bytes",
                report.plain().callerBytes(), report.plain().drainBytes());
    }

    private void sustained(String what, SustainedRun run) {
        line(
                "| %s | %.2f of %.2f | %,d of %,d | %.1f | %.1f |",
                what,
                run.eventsPerSecond() / 1e6,
                run.wanted() / 1e6,
                run.dropped(),
                run.offered(),
                run.bytesPerEvent(),
                run.callNs());
    }

    private void heading(String columns, int count) {
        line("");
        line("| %s |", columns);
        line("%s|", "|---".repeat(count));
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
