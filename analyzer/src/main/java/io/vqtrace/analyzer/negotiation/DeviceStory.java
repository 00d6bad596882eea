package io.vqtrace.analyzer.negotiation;

import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Facts;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Sources;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import io.vqtrace.virtio.QueueRoles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells the life of one device. */
final class DeviceStory {
    /** How an attempt names a side channel as its source. */
    static final String FACTS_SOURCE = "QMP facts";

    /** How an attempt names accesses to registers as its source. */
    static final String REGISTERS_SOURCE = "register accesses";

    private static final String FACTS = "facts";
    /** End of the details of what the importer made of {@code vhost_vdpa_*} events. */
    private static final String VDPA = "vhost-vdpa";

    private final DeviceInfo info;
    private final DeviceType type;
    private final PciIdentities pci;
    private final List<NegotiationRow> facts;
    private final List<QueueRow> queueRows;
    private final boolean timed;
    private final DeviceHistory history;
    private final Integer factStatus;
    private final Map<Integer, FeatureSet> acceptedUnoffered = new TreeMap<>();

    /** @param history what the negotiation table tells of the device, or null */
    DeviceStory(DeviceInfo info, DeviceHistory history, TraceFiles files, PciIdentities pci) {
        this.info = info;
        this.pci = pci;
        timed = files.manifest().clock().hasTimes();
        int id = info.row().device();
        type = info.row().type() == null ? null : DeviceType.ofName(info.row().type());
        facts = files.negotiation().stream()
                .filter(row -> row.device() == id && FACTS.equals(row.source()))
                .toList();
        queueRows = files.queues().stream().filter(row -> row.device() == id).toList();
        factStatus = facts.stream()
                .filter(row -> row.step() == NegotiationStep.STATUS && row.value() != null)
                .map(row -> row.value().intValue())
                .findFirst()
                .orElse(null);
        this.history = history == null ? new DeviceHistory(id, List.of(), List.of(), null, null, false) : history;
    }

    NegotiatedDevice tell() {
        List<DriverAttempt> attempts = new ArrayList<>();
        List<Attempt> all = history.attempts().isEmpty() ? answered() : history.attempts();
        for (Attempt attempt : all) {
            attempts.add(tell(attempt, attempt.number() == all.size()));
        }
        boolean asked = factStatus != null || history.offered() != null || history.accepted() != null;
        return new NegotiatedDevice(
                info.displayName(),
                info.row().type(),
                info.row().sourceId(),
                info.row().transport(),
                info.row().backend(),
                interfaceKind(attempts),
                asked ? new Facts(mask(history.offered()), mask(history.accepted()), factStatus) : null,
                attempts);
    }

    /** Returns, by attempt, accepted features that the device is known not to have offered; to be asked for after telling. */
    Map<Integer, FeatureSet> acceptedUnoffered() {
        return acceptedUnoffered;
    }

    private static String mask(KnownFeatures features) {
        return features == null ? null : features.bits().toString();
    }

    /** The attempt that a side channel found done, where the capture holds no step of it. */
    private List<Attempt> answered() {
        if (history.accepted() == null && (factStatus == null || factStatus == 0)) {
            return List.of();
        }
        List<StatusStep> status = factStatus == null ? List.of() : List.of(new StatusStep(null, factStatus, true));
        return List.of(new Attempt(1, false, null, null, status, List.of(), List.of(), List.of()));
    }

    private DriverAttempt tell(Attempt attempt, boolean last) {
        KnownFeatures offered = history.offered(attempt);
        KnownFeatures accepted = history.attempts().isEmpty() ? history.accepted() : history.accepted(attempt);
        if (offered != null && accepted != null) {
            FeatureSet unoffered = accepted.bits().and(offered.known()).minus(offered.bits());
            if (!unoffered.isEmpty()) {
                acceptedUnoffered.put(attempt.number(), unoffered);
            }
        }
        Collection<QueueSetup> queues = queues(attempt, last);
        Sources sources = new Sources(
                statusSource(attempt),
                featureSource(attempt.offered(), attempt, NegotiationStep.FEATURES_OFFERED, offered, history.offered()),
                featureSource(
                        attempt.accepted(), attempt, NegotiationStep.FEATURES_ACCEPTED, accepted, history.accepted()),
                queueSource(attempt, queues));
        return new AttemptStory(type, attempt, offered, accepted, queues, sources).tell(timed);
    }

    private Collection<QueueSetup> queues(Attempt attempt, boolean last) {
        QueueSetups setups = new QueueSetups()
                .setUp(attempt.steps())
                .used(queueRows.stream()
                        .filter(row -> row.ts() == null
                                ? last
                                : attempt.startNs() != null
                                        && row.ts() >= attempt.startNs()
                                        && (attempt.endNs() == null || row.ts() < attempt.endNs()))
                        .toList());
        if (last && setups.all().isEmpty()) {
            setups.setUp(facts);
        }
        return setups.all().stream()
                .map(queue -> queue.role() != null || type == null
                        ? queue
                        : queue.withRole(QueueRoles.of(type, queue.queue()).name()))
                .toList();
    }

    private String statusSource(Attempt attempt) {
        if (attempt.steps().isEmpty()) {
            return attempt.status().isEmpty() ? null : FACTS_SOURCE;
        }
        NegotiationRow named = attempt.rows(NegotiationStep.STATUS).stream()
                .filter(row -> row.actor() != null)
                .findFirst()
                .orElse(null);
        if (named != null) {
            return words(named);
        }
        return attempt.rows(NegotiationStep.STATUS).isEmpty() ? null : "virtio_set_status events";
    }

    private String featureSource(
            KnownFeatures own, Attempt attempt, NegotiationStep step, KnownFeatures used, KnownFeatures fact) {
        if (own != null) {
            List<NegotiationRow> rows = attempt.rows(step);
            return words(rows.get(rows.size() - 1));
        }
        if (used == null) {
            return null;
        }
        return used.equals(fact)
                ? facts.stream()
                        .filter(row -> row.step() == step)
                        .map(DeviceStory::words)
                        .reduce(FACTS_SOURCE, (first, second) -> second)
                : "an attempt before";
    }

    private String queueSource(Attempt attempt, Collection<QueueSetup> queues) {
        if (queues.isEmpty()) {
            return null;
        }
        List<NegotiationRow> own = attempt.rows(NegotiationStep.QUEUE_SETUP);
        if (!own.isEmpty()) {
            return words(own.get(0));
        }
        if (queues.stream().noneMatch(queue -> FACTS.equals(queue.source()))) {
            return "queue events";
        }
        return facts.stream()
                .filter(row -> row.step() == NegotiationStep.QUEUE_SETUP)
                .map(DeviceStory::words)
                .findFirst()
                .orElse(FACTS_SOURCE);
    }

    private static String words(NegotiationRow row) {
        if (row.detail() != null && row.detail().endsWith(VDPA)) {
            return "vhost-vdpa events";
        }
        return switch (row.source() == null ? "" : row.source()) {
            case "log" -> REGISTERS_SOURCE;
            case FACTS -> FACTS_SOURCE;
            default -> row.source();
        };
    }

    /** What the device can be used as: by its PCI id, else by its features and how it was used. */
    private String interfaceKind(List<DriverAttempt> attempts) {
        Boolean version1 = history.offered() == null ? null : history.offered().has(Attempt.VERSION_1);
        boolean legacyUse = false;
        for (DriverAttempt attempt : attempts) {
            if (attempt.offeredMask() != null && attempt.unreadMask() == null) {
                version1 = attempt.neverOffered().stream().noneMatch("VIRTIO_F_VERSION_1"::equals);
            }
            legacyUse |= AttemptStory.LEGACY.equals(attempt.interfaceKind());
        }
        if (Boolean.FALSE.equals(version1)) {
            return AttemptStory.LEGACY;
        }
        String byId = pci.interfaceKind(info.row().address());
        if (byId != null) {
            return version1 == null && byId.equals(AttemptStory.TRANSITIONAL) ? null : byId;
        }
        return legacyUse && version1 != null ? AttemptStory.TRANSITIONAL : null;
    }
}
