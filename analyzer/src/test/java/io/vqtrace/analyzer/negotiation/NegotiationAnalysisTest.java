package io.vqtrace.analyzer.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Finding;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts from hand-made rows. */
class NegotiationAnalysisTest {
    private static final long MS = 1_000_000;
    private static final long VERSION_1 = 1L << 32;
    private static final long INDIRECT_DESC = 1L << 28;
    private static final long EVENT_IDX = 1L << 29;
    private static final long MODERN = VERSION_1 | INDIRECT_DESC | EVENT_IDX;
    private static final long SEG_MAX = 1L << 2;
    private static final long FLUSH = 1L << 9;
    private static final long DISK = MODERN | SEG_MAX | FLUSH;

    @TempDir
    Path folder;

    private final TestTrace trace = new TestTrace().device(0, "disk0", "virtio-blk");
    private long ms;
    private int traces;

    private NegotiationModel model(SessionOptions.Builder options) throws Exception {
        try (TraceFiles files = TraceFiles.open(trace.write(folder.resolve("t" + traces++ + ".vqtrace")));
                TraceSession session = TraceSession.open(files, options.build())) {
            return Analyses.negotiation(session);
        }
    }

    private NegotiatedDevice device() throws Exception {
        return model(SessionOptions.builder()).devices().get(0);
    }

    private List<String> findings() throws Exception {
        return model(SessionOptions.builder()).findings().stream()
                .map(Finding::kind)
                .toList();
    }

    private static long at(long ms) {
        return TestTrace.START_NS + ms * MS;
    }

    private void status(int bits) {
        trace.step(NegotiationRows.status(0, at(ms++), bits, NegotiationRows.DRIVER, null, "log"));
    }

    private void answer(int bits) {
        trace.step(NegotiationRows.status(0, at(ms++), bits, NegotiationRows.DEVICE, null, "log"));
    }

    private void offer(long features) {
        trace.step(NegotiationRows.featuresOffered(0, at(ms++), features, 0L, null, "log", null));
    }

    private void accept(long features) {
        trace.step(NegotiationRows.featuresAccepted(0, at(ms++), features, 0, null, "log"));
    }

    private void queue(int index, int vector) {
        trace.step(NegotiationRows.queueSetup(
                0, at(ms++), index, false, 128, 256, vector, 0x1000, 0x2000, 0x3000, null, "log"));
    }

    private void firmware() {
        status(0);
        status(3);
        offer(DISK);
        accept(VERSION_1 | SEG_MAX);
        status(11);
        queue(0, QueueSetup.NO_VECTOR);
        status(15);
    }

    private void kernel(long offered, long accepted) {
        status(0);
        status(1);
        status(3);
        offer(offered);
        accept(accepted);
        status(11);
        queue(0, 1);
        status(15);
    }

    @Test
    void aFirmwareAndAKernelAreTwoAttempts() throws Exception {
        firmware();
        kernel(DISK, DISK);
        NegotiatedDevice device = device();
        assertEquals(
                List.of("firmware", "kernel"),
                device.attempts().stream().map(a -> a.driver().name()).toList());
        DriverAttempt first = device.attempts().get(0);
        assertEquals(at(0), first.startNs());
        assertEquals(device.attempts().get(1).startNs(), first.endNs());
        assertEquals("0x130000204", first.offeredMask());
        assertEquals("0x100000004", first.acceptedMask());
        assertEquals(List.of("VIRTIO_BLK_F_FLUSH", "VIRTIO_F_INDIRECT_DESC", "VIRTIO_F_EVENT_IDX"), first.refused());
        assertTrue(first.neverOffered().contains("VIRTIO_BLK_F_MQ"), first.neverOffered()::toString);
        assertEquals(
                List.of(3, 11, 15),
                first.status().stream().map(NegotiationModel.Status::status).toList());
        QueueSetup queue = device.attempts().get(1).queues().get(0);
        assertEquals(128, queue.size());
        assertEquals(256, queue.maxSize());
        assertEquals(1, queue.vector());
        assertEquals("split", queue.ring());
        assertEquals(0x2000, queue.driverAddr());
        assertEquals("requestq1", queue.role());
        assertEquals("ready", first.outcome());
        assertEquals(List.of(), findings(), "the firmware's modesty costs nobody anything");
    }

    @Test
    void aDriverOfWhichNothingTellsIsNotGuessed() throws Exception {
        accept(VERSION_1);
        DriverAttempt attempt = device().attempts().get(0);
        assertNull(attempt.driver().name());
        assertNull(attempt.outcome());
        assertNull(attempt.offeredMask());
        assertNull(attempt.refused());
        assertFalse(attempt.fromReset());
    }

    @Test
    void costsTellWhoLeftAFeatureOut() throws Exception {
        kernel(DISK & ~EVENT_IDX, DISK & ~EVENT_IDX & ~INDIRECT_DESC);
        var reasons = device().attempts().get(0).costs().stream()
                .collect(Collectors.toMap(NegotiationModel.Cost::feature, NegotiationModel.Cost::reason));
        assertEquals("never offered", reasons.get("VIRTIO_F_EVENT_IDX"));
        assertEquals("refused", reasons.get("VIRTIO_F_INDIRECT_DESC"));
        assertFalse(reasons.containsKey("VIRTIO_BLK_F_FLUSH"));
        assertEquals(List.of("feature-cost"), findings());
    }

    @Test
    void aLegacyDriverIsToldByItsFeaturesOrSteps() throws Exception {
        kernel(DISK, DISK & ~VERSION_1);
        assertEquals("legacy", device().attempts().get(0).interfaceKind());
        assertEquals("transitional", device().interfaceKind());
    }

    /** A firmware reads the offer by the legacy interface and accepts nothing. */
    @Test
    void anOfferReadByTheLegacyInterfaceTellsTheInterface() throws Exception {
        status(0);
        status(3);
        trace.step(NegotiationRows.featuresOffered(
                0, at(++ms), FLUSH, null, null, "log", NegotiationRows.LEGACY_INTERFACE + ", bits 32 to 63 not read"));
        NegotiationModel model = model(SessionOptions.builder());
        NegotiatedDevice disk = model.devices().get(0);
        assertEquals("legacy", disk.attempts().get(0).interfaceKind());
        assertNull(disk.interfaceKind(), "it may be transitional");
        assertTrue(
                model.notes().contains("disk0: accepted features: the driver wrote none to the registers"),
                model.notes()::toString);
    }

    @Test
    void answersTellWhetherALegacyDriversDeviceCanDoMore() throws Exception {
        kernel(FLUSH, FLUSH);
        trace.step(answered(NegotiationStep.FEATURES_OFFERED, FLUSH));
        assertEquals("legacy", device().interfaceKind());
    }

    /** The monitor lists bits that a driver of the legacy interface has no register for. */
    @Test
    void aLegacyDriverRefusesNothingThatItCannotRead() throws Exception {
        long ringReset = 1L << 40;
        status(0);
        status(1);
        status(3);
        accept(FLUSH | EVENT_IDX);
        status(7);
        trace.step(answered(NegotiationStep.FEATURES_OFFERED, DISK | ringReset));
        DriverAttempt attempt = device().attempts().get(0);
        assertEquals("legacy", attempt.interfaceKind());
        assertEquals("0x10130000204", attempt.offeredMask(), "as the monitor has it");
        assertEquals(List.of("VIRTIO_BLK_F_SEG_MAX", "VIRTIO_F_INDIRECT_DESC"), attempt.refused());
        var reasons = attempt.costs().stream()
                .collect(Collectors.toMap(NegotiationModel.Cost::feature, NegotiationModel.Cost::reason));
        assertEquals("never offered", reasons.get("VIRTIO_F_RING_RESET"));
        assertEquals("refused", reasons.get("VIRTIO_F_VERSION_1"));
    }

    @Test
    void registersShowThatADriverSetUpNoQueue() throws Exception {
        status(0);
        status(1);
        status(3);
        offer(DISK);
        accept(DISK);
        status(128 | 3);
        List<String> notes = model(SessionOptions.builder()).notes();
        assertEquals(List.of("disk0: queue sizes: the driver set up no queue by the registers"), notes);
    }

    @Test
    void aDeviceThatGoesWrongIsTheFirstFinding() throws Exception {
        kernel(DISK, DISK);
        answer(15 | 64);
        status(0);
        status(1);
        status(3);
        status(128 | 3);
        List<String> kinds = findings();
        assertEquals(List.of("device-needs-reset", "driver-failed", "brought-up-again"), kinds);
        assertEquals(
                List.of("needs reset", "failed"),
                device().attempts().stream().map(DriverAttempt::outcome).toList());
    }

    @Test
    void featuresThatTheDeviceRefusesAreAFinding() throws Exception {
        status(0);
        status(1);
        status(3);
        offer(DISK);
        accept(VERSION_1);
        status(11);
        answer(3);
        assertEquals(List.of("features-not-kept", "feature-cost"), findings());
    }

    @Test
    void unmetDependenciesAndBitsThatWereNotOfferedAreFindings() throws Exception {
        TestTrace net = trace.device(1, "net0", "virtio-net");
        long tsoWithoutCsum = VERSION_1 | 1L << 11;
        net.step(NegotiationRows.featuresOffered(1, at(1), VERSION_1, 0L, null, "log", null));
        net.step(NegotiationRows.featuresAccepted(1, at(2), tsoWithoutCsum, 0, null, "log"));
        NegotiationModel model = model(SessionOptions.builder());
        DriverAttempt attempt = model.devices().get(1).attempts().get(0);
        assertEquals(
                List.of("accepted: VIRTIO_NET_F_HOST_TSO4 requires VIRTIO_NET_F_CSUM"), attempt.unmetDependencies());
        assertEquals(
                List.of("accepted-not-offered", "dependency-unmet"),
                model.findings().stream().map(Finding::kind).limit(2).toList());
        assertEquals(List.of("VIRTIO_NET_F_HOST_TSO4"), model.findings().get(0).details());
    }

    @Test
    void answersAloneMakeOneAttemptOfUnknownTime() throws Exception {
        trace.step(answered(NegotiationStep.FEATURES_OFFERED, DISK))
                .step(answered(NegotiationStep.FEATURES_ACCEPTED, DISK))
                .step(NegotiationRows.status(0, null, 15, NegotiationRows.DEVICE, null, "facts"))
                .step(NegotiationRows.queueSetup(
                        0, null, 0, true, 64, 64, null, 0x1000, 0x2000, 0x3000, null, "facts"));
        NegotiationModel model = model(SessionOptions.builder());
        DriverAttempt attempt = model.devices().get(0).attempts().get(0);
        assertNull(attempt.startNs());
        assertEquals("ready", attempt.outcome());
        assertEquals("0x130000204", attempt.acceptedMask());
        assertEquals("packed", attempt.queues().get(0).ring());
        assertEquals(
                new NegotiationModel.Sources("QMP facts", "QMP facts", "QMP facts", "QMP facts"), attempt.sources());
        assertTrue(model.notes().get(0).startsWith("disk0: status steps and times: needs "), model.notes()::toString);
    }

    private static NegotiationRow answered(NegotiationStep step, long features) {
        return new NegotiationRow(0, null, step, null, null, features, 0L, null, null, "facts", null);
    }

    @Test
    void aDeviceThatNobodyTouchedSaysWhatItNeeds() throws Exception {
        NegotiationModel model = model(SessionOptions.builder());
        assertEquals(List.of(), model.devices().get(0).attempts());
        assertEquals(1, model.notes().size());
        assertTrue(model.notes().get(0).startsWith("disk0: any attempt: needs "), model.notes()::toString);
    }

    @Test
    void theWindowAndTheQueueSelect() throws Exception {
        firmware();
        kernel(DISK, DISK);
        queue(1, 2);
        trace.used(0, 0, 0, ms++ * MS);
        SessionOptions.Builder second = SessionOptions.builder().queues(List.of(1));
        List<DriverAttempt> attempts = model(second).devices().get(0).attempts();
        assertEquals(
                List.of(0, 1), attempts.stream().map(a -> a.queues().size()).toList());
        SessionOptions.Builder late = SessionOptions.builder().window(at(ms - 1), at(ms));
        assertEquals(
                List.of(2),
                model(late).devices().get(0).attempts().stream()
                        .map(DriverAttempt::attempt)
                        .toList());
    }
}
