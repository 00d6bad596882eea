package io.vqtrace.analyzer.negotiation;

import io.vqtrace.analyzer.negotiation.NegotiationModel.Cost;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Driver;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Sources;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Status;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Step;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceStatus;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.Feature;
import io.vqtrace.virtio.FeatureOrigin;
import io.vqtrace.virtio.FeatureSet;
import io.vqtrace.virtio.Features;
import io.vqtrace.virtio.MissingDependency;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Tells one attempt: its features by name, its steps, its queues and what it cost. */
final class AttemptStory {
    static final String MODERN = "modern";
    static final String LEGACY = "legacy";
    static final String TRANSITIONAL = "transitional";

    private static final long LEGACY_BITS = (1L << Integer.SIZE) - 1;

    private static final Set<NegotiationStep> FURTHER =
            EnumSet.of(NegotiationStep.QUEUE_RESET, NegotiationStep.COALESCING_SET, NegotiationStep.CONFIG_CHANGED);

    private final DeviceType type;
    private final Attempt attempt;
    private final Sources sources;
    private final KnownFeatures offered;
    private final KnownFeatures accepted;
    private final Collection<QueueSetup> queues;
    private final String interfaceKind;

    AttemptStory(
            DeviceType type,
            Attempt attempt,
            KnownFeatures offered,
            KnownFeatures accepted,
            Collection<QueueSetup> queues,
            Sources sources) {
        this.type = type;
        this.attempt = attempt;
        this.offered = offered;
        this.accepted = accepted;
        this.queues = queues;
        this.sources = sources;
        interfaceKind = interfaceKind();
    }

    /** @param timed whether the times of the rows are times, not places in a log without any */
    DriverAttempt tell(boolean timed) {
        List<Integer> vectors = queues.stream().map(QueueSetup::vector).toList();
        DriverGuess guess = DriverGuess.of(attempt, offered, accepted, vectors);
        FeatureSet shown = offered == null ? null : visible(offered.bits());
        return new DriverAttempt(
                attempt.number(),
                attempt.fromReset(),
                timed ? startNs() : null,
                timed ? attempt.endNs() : null,
                outcome(),
                new Driver(guess.driver(), true, guess.evidence()),
                interfaceKind,
                sources,
                mask(offered),
                mask(accepted),
                offered == null ? null : unread(),
                shown == null ? null : shown.names(type),
                accepted == null ? null : accepted.bits().names(type),
                shown == null || accepted == null
                        ? null
                        : shown.minus(accepted.bits()).names(type),
                offered == null ? null : neverOffered(),
                unmet(),
                attempt.status().stream().map(step -> status(step, timed)).toList(),
                timed
                        ? List.copyOf(queues)
                        : queues.stream().map(QueueSetup::untimed).toList(),
                attempt.steps().stream()
                        .filter(row -> FURTHER.contains(row.step()))
                        .map(row -> step(row, timed))
                        .toList(),
                attempt.rows(NegotiationStep.CONFIG_READ).size(),
                attempt.rows(NegotiationStep.CONFIG_WRITE).size(),
                accepted == null ? List.of() : costs());
    }

    /** The last of the resets that precede the attempt: a firmware's search for devices may reset each of them many times. */
    private Long startNs() {
        return attempt.steps().stream()
                .filter(row -> row.step() == NegotiationStep.DEVICE_RESET
                        || row.step() == NegotiationStep.STATUS
                                && Long.valueOf(0).equals(row.value())
                                && !NegotiationRows.DEVICE.equals(row.actor()))
                .map(NegotiationRow::ts)
                .reduce((first, second) -> second)
                .orElse(attempt.startNs());
    }

    private static String mask(KnownFeatures features) {
        return features == null ? null : features.bits().toString();
    }

    /** The bits from 0 to 63 whose offer was not looked at; from 64 on nobody looks. */
    private String unread() {
        FeatureSet unread = new FeatureSet(~offered.known().low(), 0);
        return unread.isEmpty() ? null : unread.toString();
    }

    /**
     * A side channel lists legacy bits too, which a modern driver does not get to see, and bits from 32 on, of which the legacy
     * interface has none.
     */
    private FeatureSet visible(FeatureSet bits) {
        if (hidden(Attempt.VERSION_1)) {
            return new FeatureSet(bits.low() & LEGACY_BITS, 0);
        }
        if (!MODERN.equals(interfaceKind)) {
            return bits;
        }
        return bits.minus(FeatureSet.of(bits.bits()
                .filter(bit ->
                        Features.of(type, bit) != null && Features.of(type, bit).origin() == FeatureOrigin.LEGACY)
                .toArray()));
    }

    /** Tells whether the driver could not even read a bit, for the interface that it used. */
    private boolean hidden(int bit) {
        return bit >= Attempt.VERSION_1 && LEGACY.equals(interfaceKind) && attempt.usesLegacyInterface();
    }

    private String interfaceKind() {
        Boolean version1 = accepted == null ? null : accepted.has(Attempt.VERSION_1);
        if (version1 != null) {
            return version1 ? MODERN : LEGACY;
        }
        if (attempt.firstWrite(DeviceStatus.FEATURES_OK) != null) {
            return MODERN;
        }
        return attempt.usesLegacyInterface() ? LEGACY : null;
    }

    private String outcome() {
        if (attempt.status().isEmpty()) {
            return null;
        }
        if (seen(DeviceStatus.FAILED)) {
            return "failed";
        }
        if (seen(DeviceStatus.DEVICE_NEEDS_RESET)) {
            return "needs reset";
        }
        if (seen(DeviceStatus.DRIVER_OK)) {
            return "ready";
        }
        return attempt.refusal() != null ? "features refused" : "not finished";
    }

    private boolean seen(DeviceStatus bit) {
        return attempt.status().stream().anyMatch(step -> step.has(bit));
    }

    private List<String> neverOffered() {
        return Stream.concat(
                        type == null ? Stream.empty() : Features.ofDevice(type).stream(),
                        Features.ofTransport().stream())
                .filter(feature -> feature.origin() == FeatureOrigin.STANDARD)
                .filter(feature -> Boolean.FALSE.equals(offered.has(feature.bit())))
                .map(Feature::name)
                .toList();
    }

    private List<String> unmet() {
        List<String> unmet = new ArrayList<>();
        if (accepted != null) {
            accepted.bits().missingDependencies(type).forEach(missing -> unmet.add(missing(missing, "accepted")));
        }
        // Of an offer that was read in part only, what seems to be missing may be there.
        if (offered != null && unread() == null) {
            offered.bits().missingDependencies(type).forEach(missing -> unmet.add(missing(missing, "offered")));
            offered.bits().missingFromOffer(type).forEach(missing -> unmet.add(missing(missing, "offered")));
        }
        return unmet;
    }

    private String missing(MissingDependency missing, String how) {
        return how + ": " + missing.describe(type);
    }

    private static Status status(StatusStep step, boolean timed) {
        return new Status(
                timed ? step.ns() : null,
                step.bits(),
                DeviceStatus.names(step.bits()),
                step.read() ? NegotiationRows.DEVICE : NegotiationRows.DRIVER);
    }

    private static Step step(NegotiationRow row, boolean timed) {
        String detail = row.detail();
        if (row.step() == NegotiationStep.COALESCING_SET && row.value() != null) {
            detail = row.detail() + ": " + (row.value() >>> Integer.SIZE) + " packets, " + (row.value() & 0xffff_ffffL)
                    + " µs";
        }
        return new Step(timed ? row.ts() : null, row.step().label(), row.queue(), detail);
    }

    private List<Cost> costs() {
        List<Cost> costs = new ArrayList<>();
        for (FeatureCost cost : FeatureCosts.of(type)) {
            Feature feature = Features.of(type, Features.bit(type, cost.feature()));
            Boolean isOffered = offered == null ? null : offered.has(feature.bit());
            // That a device has VERSION_1 and the driver did not look for it is the driver's choice; the others follow.
            if (isOffered != null && feature.bit() != Attempt.VERSION_1 && hidden(feature.bit())) {
                isOffered = Boolean.FALSE;
            }
            boolean read = offered == null || isOffered != null;
            if (read && !accepted.bits().has(feature.bit())) {
                costs.add(cost(cost, feature, isOffered));
            }
        }
        return costs;
    }

    private static Cost cost(FeatureCost cost, Feature feature, Boolean isOffered) {
        boolean refused = Boolean.TRUE.equals(isOffered);
        return new Cost(
                cost.feature(),
                feature.section(),
                isOffered == null ? "not accepted" : refused ? "refused" : "never offered",
                cost.cost(),
                refused ? null : cost.offer(),
                cost.attention() == FeatureCost.Attention.ALWAYS
                        || refused && cost.attention() == FeatureCost.Attention.REFUSED);
    }
}
