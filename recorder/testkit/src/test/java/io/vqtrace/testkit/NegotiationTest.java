package io.vqtrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.recorder.ProbeLog;
import io.vqtrace.recorder.tap.MmioTap;
import io.vqtrace.recorder.tap.PciCommonConfigTap;
import io.vqtrace.virtio.DeviceType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NegotiationTest {
    private static List<String> told(TestbedBuilder builder) {
        ProbeLog log = new ProbeLog();
        builder.probe(log).build().run(50);
        return log.lines();
    }

    /** Section 3.1.1: reset, ACKNOWLEDGE, DRIVER, features, FEATURES_OK, read back, queues, DRIVER_OK. */
    @Test
    void theDriverFollowsTheSequence() {
        List<String> steps = told(Testbed.builder()).stream()
                .map(line -> line.startsWith("status") ? line : line.substring(0, line.indexOf('[')))
                .toList();
        assertEquals(
                List.of(
                        "status[0]",
                        "deviceReset",
                        "statusRead[0]",
                        "status[1]",
                        "status[3]",
                        "featuresOffered",
                        "status[11]",
                        "featuresAccepted",
                        "statusRead[11]",
                        "queueConfigured",
                        "status[15]"),
                steps);
    }

    /** Section 2.2.2: what was not offered is refused; the driver starts over. */
    @Test
    void aRefusedDriverStartsOver() {
        List<String> lines = told(Testbed.builder().violation(Violation.ACCEPTED_NOT_OFFERED));
        assertTrue(lines.containsAll(List.of("status[131]", "statusRead[3]", "status[15]")), lines.toString());
    }

    /** Section 3.1.1: the driver "MUST NOT continue initialization in that case", and sets FAILED. */
    @Test
    void aDriverThatIsRefusedForGoodGivesUp() {
        ProbeLog log = new ProbeLog();
        Oracle oracle = Testbed.builder().demanding(33).probe(log).build().run(50);
        assertTrue(oracle.stalled());
        assertEquals(0, oracle.queue(0).published());
        assertTrue(log.lines().contains("status[131]"), log.lines().toString());
        assertTrue(log.lines().stream().noneMatch(line -> line.startsWith("queueConfigured")));
    }

    /** Section 5.1.9.5.10: the commands reach the device with their values. */
    @Test
    void coalescingCommandsAreTold() {
        List<String> lines = told(Testbed.builder().device(DeviceType.NET).moderation(new Moderation(8, 50)));
        assertTrue(
                lines.containsAll(List.of(
                        "coalescingSet[-1, true, 8, 50]",
                        "coalescingSet[-1, false, 8, 50]",
                        "coalescingSet[1, false, 8, 50]")),
                lines.toString());
    }

    /** A tap on the registers tells of the queues and features what the device itself would have told. */
    @ParameterizedTest
    @EnumSource
    void aTapTellsTheSame(TransportKind transport) {
        List<String> direct = told(Testbed.builder().transport(transport).queues(3));
        ProbeLog log = new ProbeLog();
        MmioTap mmio = new MmioTap(log);
        PciCommonConfigTap pci = new PciCommonConfigTap(log);
        boolean isMmio = transport == TransportKind.MMIO;
        RegisterListener tap = new RegisterListener() {
            @Override
            public void read(int offset, int width, long value) {
                if (isMmio) {
                    mmio.read(offset, width, value);
                } else {
                    pci.read(offset, width, value);
                }
            }

            @Override
            public void write(int offset, int width, long value) {
                if (isMmio) {
                    mmio.write(offset, width, value);
                } else {
                    pci.write(offset, width, value);
                }
            }
        };
        Testbed.builder()
                .transport(transport)
                .queues(3)
                .registers(tap)
                .probe(log)
                .build()
                .run(50);
        assertEquals(0, isMmio ? mmio.faults() : pci.faults());
        for (String call :
                List.of("queueConfigured", "status[", "featuresOffered", "featuresAccepted", "deviceReset")) {
            assertEquals(
                    last(direct, call), last(log.lines(), call), log.lines().toString());
        }
    }

    private static List<String> last(List<String> lines, String call) {
        List<String> calls =
                lines.stream().filter(line -> line.startsWith(call)).toList();
        boolean once = call.startsWith("features");
        return once ? calls.subList(calls.size() - 1, calls.size()) : calls;
    }
}
