package io.vqtrace.analyzer.negotiation;

import io.vqtrace.analyzer.analysis.TraceSummary;
import java.util.List;

/**
 * The content of {@code vqtrace negotiation}. Lists are ordered by time; what the capture does not show is null. Times are
 * nanoseconds since the Unix epoch. Feature masks are hexadecimal, {@code 0x130000000}, bit 0 the lowest.
 *
 * @param trace the trace as a whole
 * @param findings what stands out, the worst first
 * @param devices the selected devices, by id
 * @param notes what this capture could not show
 */
public record NegotiationModel(
        TraceSummary trace, List<Finding> findings, List<NegotiatedDevice> devices, List<String> notes) {
    /** Copies the lists. */
    public NegotiationModel {
        findings = List.copyOf(findings);
        devices = List.copyOf(devices);
        notes = List.copyOf(notes);
    }

    /** How bad a finding is. */
    public enum Gravity {
        /** The device does not work, or stopped working. */
        CRITICAL,
        /** A side broke the rules of feature negotiation. */
        WARNING,
        /** Worth knowing. */
        NOTICE
    }

    /**
     * Something that stands out.
     *
     * @param gravity how bad it is
     * @param kind what it is, such as {@code device-needs-reset}
     * @param device display name of the device
     * @param attempt number of the attempt
     * @param ts when, null without a clock or a moment
     * @param text one sentence
     * @param details what belongs to it, one line each
     */
    public record Finding(
            Gravity gravity, String kind, String device, int attempt, Long ts, String text, List<String> details) {
        /** Copies the list. */
        public Finding {
            details = List.copyOf(details);
        }
    }

    /**
     * The life of a device.
     *
     * @param device display name
     * @param type {@code virtio-blk} and so on
     * @param sourceId the identity that the capture gives it
     * @param transport {@code pci}, {@code mmio}, {@code ccw}
     * @param backend who serves it
     * @param interfaceKind {@code legacy}, {@code transitional} or {@code modern}
     * @param facts what a side channel says, null without
     * @param attempts from reset to reset; empty if no driver came, or if the capture shows nothing of it
     */
    public record NegotiatedDevice(
            String device,
            String type,
            String sourceId,
            String transport,
            String backend,
            String interfaceKind,
            Facts facts,
            List<DriverAttempt> attempts) {
        /** Copies the list. */
        public NegotiatedDevice {
            attempts = List.copyOf(attempts);
        }

        NegotiatedDevice withAttempts(List<DriverAttempt> others) {
            return new NegotiatedDevice(device, type, sourceId, transport, backend, interfaceKind, facts, others);
        }
    }

    /**
     * What a side channel (QMP) says of the device at the time of its asking, as it says it: QEMU's list also holds legacy
     * bits that a modern driver does not see.
     *
     * @param offeredMask features that the device offers
     * @param acceptedMask features that the driver accepted
     * @param status status bits
     */
    public record Facts(String offeredMask, String acceptedMask, Integer status) {}

    /**
     * One attempt of a driver to bring the device up and use it.
     *
     * @param attempt its number, from 1
     * @param fromReset whether the reset that began it was seen
     * @param startNs its begin
     * @param endNs the reset that ended it, null if it lasted to the end of the capture
     * @param outcome {@code ready}, {@code failed}, {@code needs reset}, {@code features refused}, {@code not finished} or
     *     null if its status steps are not known
     * @param driver whose driver it probably was
     * @param interfaceKind {@code legacy} or {@code modern}: which interface the driver used
     * @param sources who says what
     * @param offeredMask features that the device offered
     * @param acceptedMask features that the driver accepted
     * @param unreadMask features of which the driver did not read whether they are offered
     * @param offered names of the offered features
     * @param accepted names of the accepted features
     * @param refused names of offered features that the driver did not accept
     * @param neverOffered names of the specification's features for this device that it did not offer
     * @param unmetDependencies accepted or offered features without what they require, in words
     * @param status accesses to the device status
     * @param queues the queues that it set up
     * @param steps further steps: queue resets, coalescing, configuration changes
     * @param configReads reads of the configuration space
     * @param configWrites writes of it
     * @param costs what each feature that it went without costs
     */
    public record DriverAttempt(
            int attempt,
            boolean fromReset,
            Long startNs,
            Long endNs,
            String outcome,
            Driver driver,
            String interfaceKind,
            Sources sources,
            String offeredMask,
            String acceptedMask,
            String unreadMask,
            List<String> offered,
            List<String> accepted,
            List<String> refused,
            List<String> neverOffered,
            List<String> unmetDependencies,
            List<Status> status,
            List<QueueSetup> queues,
            List<Step> steps,
            int configReads,
            int configWrites,
            List<Cost> costs) {

        DriverAttempt onlyQueues(List<Integer> indices) {
            return new DriverAttempt(
                    attempt,
                    fromReset,
                    startNs,
                    endNs,
                    outcome,
                    driver,
                    interfaceKind,
                    sources,
                    offeredMask,
                    acceptedMask,
                    unreadMask,
                    offered,
                    accepted,
                    refused,
                    neverOffered,
                    unmetDependencies,
                    status,
                    queues.stream()
                            .filter(queue -> indices.contains(queue.queue()))
                            .toList(),
                    steps.stream()
                            .filter(step -> step.queue() == null || indices.contains(step.queue()))
                            .toList(),
                    configReads,
                    configWrites,
                    costs);
        }
    }

    /**
     * Whose driver it probably was.
     *
     * @param name {@code firmware} or {@code kernel}, null if nothing tells
     * @param guess true: no capture names the driver
     * @param evidence what speaks for it
     */
    public record Driver(String name, boolean guess, List<String> evidence) {}

    /**
     * Who says what of an attempt; each in words, null if nobody does.
     *
     * @param status of its status steps
     * @param offered of what was offered
     * @param accepted of what was accepted
     * @param queues of its queues
     */
    public record Sources(String status, String offered, String accepted, String queues) {}

    /**
     * One access to the device status.
     *
     * @param ts when
     * @param status the bits
     * @param names the bits by name
     * @param by {@code driver} for a write, {@code device} for what it answered or set itself
     */
    public record Status(Long ts, int status, List<String> names, String by) {}

    /**
     * One further step.
     *
     * @param ts when
     * @param step {@code queue_reset}, {@code coalescing_set} or {@code config_changed}
     * @param queue the queue that it concerns
     * @param detail in words
     */
    public record Step(Long ts, String step, Integer queue, String detail) {}

    /**
     * A feature that an attempt went without.
     *
     * @param feature its name
     * @param section where virtio 1.4 defines it
     * @param reason {@code never offered} by the device, {@code refused} by the driver, or {@code not accepted} if it is not
     *     known what the device offers
     * @param cost what that costs in practice
     * @param offer how the device can be made to offer it; null if it does
     * @param matters whether it is worth a finding
     */
    public record Cost(String feature, String section, String reason, String cost, String offer, boolean matters) {}
}
