package io.vqtrace.analyzer.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.Observed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Section 2.7.10.1: "If the idx field in the available ring (which determined where that descriptor index was placed) was
 * equal to avail_event, the driver MUST send a notification." A device that looks by itself may do so between publishing and
 * that decision, and then ask anew.
 */
class KickWantedTest {
    private static final long MS = 1_000_000;
    private static final long FEATURES = 1L << 29 | 1L << 32;

    @TempDir
    Path folder;

    private final TestTrace trace = new TestTrace();

    @ParameterizedTest
    @CsvSource({"250, RACY", "30000, VIOLATION"})
    void isRacyIfTheDeviceAskedAnewAtOnce(long askedAnewAfter, Verdict expected) throws Exception {
        trace.recorded(true).device(0, "disk0", "virtio-blk").queue(0, 0, 16);
        trace.status(0, 0, 0).status(0, 1, 1).status(0, 2, 3);
        trace.step(NegotiationRows.featuresAccepted(0, TestTrace.START_NS + 3, FEATURES, 0, null, "log"));
        trace.status(0, 4, 11).status(0, 5, 15);
        available(MS, 1);
        trace.kick(0, 0, MS);
        asks(MS + 250, 1);
        available(2 * MS, 2);
        asks(2 * MS + askedAnewAfter, 2);
        available(3 * MS, 3);
        trace.kick(0, 0, 3 * MS);
        asks(3 * MS + 250, 3);

        RuleResult rule40 = rule40();
        assertEquals(expected, rule40.verdict(), rule40::toString);
        assertEquals(1, rule40.count(), rule40::toString);
    }

    private void available(long ns, int index) {
        trace.row(EventKind.AVAIL, 0, 0, ns, row -> {
            row.count = 1;
            row.ringIdx = (short) index;
            row.flags = Observed.COUNT | Observed.RING_IDX;
        });
    }

    private void asks(long ns, int availEvent) {
        trace.row(EventKind.KICK_ARM, 0, 0, ns, row -> {
            row.value = availEvent;
            row.flags = Observed.VALUE;
        });
    }

    private RuleResult rule40() throws Exception {
        try (TraceFiles files = TraceFiles.open(trace.write(folder.resolve("run.vqtrace")))) {
            List<RuleResult> rules = new Checker(files, EventFilter.ALL).check(rule -> rule == 40);
            return rules.get(0);
        }
    }
}
