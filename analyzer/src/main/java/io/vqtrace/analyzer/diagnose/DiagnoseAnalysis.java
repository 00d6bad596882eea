package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.analysis.TraceSummary;
import io.vqtrace.analyzer.diagnose.DiagnoseModel.DiagnosedQueue;
import io.vqtrace.analyzer.diagnose.DiagnoseModel.RankedCause;
import io.vqtrace.analyzer.negotiation.DeviceHistory;
import io.vqtrace.analyzer.negotiation.KnownFeatures;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.EventScan;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.QueueInfo;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.ConditionEpisode;
import io.vqtrace.analyzer.sweep.QueueSweep;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueStateRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The analysis behind {@code vqtrace diagnose}: one pass over the events, and one more for each kind of stall that is over. */
public final class DiagnoseAnalysis {
    /** An episode that ends this close to the end of the window lasts: a completion may just have made room. */
    private static final long STILL_NS = 10_000_000;

    private final TraceSession session;
    private final TraceFiles files;
    private final Map<Integer, DeviceHistory> histories;
    private final boolean recorded;
    /** From where the capture tells, null without a clock. */
    private final Long startNs;

    /**
     * Makes an analysis.
     *
     * @param session a session on the trace; with sweeps and notifications slow queues are told as well
     */
    public DiagnoseAnalysis(TraceSession session) {
        this.session = session;
        files = session.files();
        histories = DeviceHistory.of(files.negotiation());
        recorded = files.manifest().recorded();
        startNs = startNs();
    }

    /** A recorder may have watched queues on which nothing happened. */
    private Long startNs() {
        if (files.manifest().startNs() != null || !files.manifest().clock().hasTimes()) {
            return files.manifest().startNs();
        }
        if (files.manifest().recording().dump().get("from_ns") instanceof Number from) {
            return from.longValue();
        }
        return files.negotiation().stream()
                .map(NegotiationRow::ts)
                .filter(Objects::nonNull)
                .min(Long::compare)
                .orElse(null);
    }

    /**
     * Diagnoses.
     *
     * @param trace the trace in a few numbers
     * @return what it came to
     * @throws IOException if the trace cannot be read
     * @throws SessionException if the selection names a device that the trace does not have
     */
    public DiagnoseModel run(TraceSummary trace) throws IOException, SessionException {
        List<String> notes = new ArrayList<>();
        List<DiagnosedQueue> queues = new ArrayList<>();
        if (startNs != null) {
            long nowNs = observedToNs();
            Map<QueueKey, QueueWatch> watches = watch(nowNs);
            Map<QueueKey, QueueMoment> moments = new TreeMap<>();
            watches.forEach((key, watch) -> moments.put(key, moment(key, watch, nowNs, fullSinceNs(key))));
            for (QueueMoment moment : moments.values()) {
                queues.add(diagnosed(moment));
            }
            if (!recorded) {
                notes.add("what either side asked for, and what was published and not taken, is not observable in this"
                        + " capture: needs ring indices and suppression values, which a recorder at level full sees");
            }
        } else if (files.manifest().events() > 0) {
            notes.add("whether a queue stands still is not observable in this capture: needs event times (QEMU: -msg"
                    + " timestamp=on)");
            session.queues()
                    .forEach(key ->
                            queues.add(UnknownQueue.untimed(session.catalog().queue(key), device(key))));
        }
        queues.sort(Comparator.comparing(queue -> state(queue).ordinal()));
        return new DiagnoseModel(
                trace,
                Sentences.of(queues),
                queues.stream().anyMatch(queue -> state(queue) == QueueState.STALLED),
                queues,
                notes);
    }

    private Set<QueueKey> configured() throws SessionException {
        Set<QueueKey> keys = new TreeSet<>(session.catalog().configuredQueues());
        for (NegotiationRow row : files.negotiation()) {
            if (row.step() == NegotiationStep.QUEUE_SETUP && row.queue() != null) {
                keys.add(new QueueKey(row.device(), row.queue()));
            }
        }
        EventFilter selection = session.filter();
        keys.removeIf(key -> !selection.selects(key));
        return keys;
    }

    private DeviceInfo device(QueueKey key) {
        return session.catalog().device(key.device());
    }

    private static QueueState state(DiagnosedQueue queue) {
        return QueueState.of(queue.state());
    }

    /** The last moment that the capture tells of: a recorder may have watched on after the last event. */
    private long observedToNs() {
        long end = session.window().timed() ? session.window().endNs() : startNs;
        if (session.options().toNs() != null) {
            return end;
        }
        if (files.manifest().recording().dump().get("to_ns") instanceof Number dumped) {
            end = Math.max(end, dumped.longValue());
        }
        for (QueueStateRow row : files.queueStates()) {
            end = Math.max(end, row.ts());
        }
        for (NegotiationRow row : files.negotiation()) {
            if (row.ts() != null) {
                end = Math.max(end, row.ts());
            }
        }
        return end;
    }

    private long observedFromNs() {
        return files.manifest().recording().dump().get("from_ns") instanceof Number from ? from.longValue() : startNs;
    }

    private Map<QueueKey, QueueWatch> watch(long toNs) throws IOException, SessionException {
        QueueWatches watches = new QueueWatches(toNs, recorded);
        EventFilter selection = session.filter();
        EventFilter whole = new EventFilter(Long.MIN_VALUE, Long.MAX_VALUE, selection.devices(), selection.queues());
        Set<EventColumn> columns = EnumSet.copyOf(EventRows.COLUMNS);
        columns.addAll(watches.columns());
        try (EventScan scan = files.scan(columns, whole)) {
            scan.show(List.of(watches));
            files.note(scan);
        }
        Map<QueueKey, QueueWatch> all = watches.finish();
        for (QueueKey key : configured()) {
            // A queue without an event is one that nobody used, or one that stood still all the time.
            all.computeIfAbsent(key, any -> new QueueWatch(toNs, recorded));
        }
        for (QueueStateRow row : files.queueStates()) {
            QueueWatch watch = all.get(new QueueKey(row.device(), row.queue()));
            if (watch != null) {
                Recollection.add(watch, new LastLook(row, toNs));
            }
        }
        return all;
    }

    private QueueMoment moment(QueueKey key, QueueWatch watch, long nowNs, long fullSinceNs) {
        DeviceHistory history = histories.get(key.device());
        return new QueueMoment(
                session.catalog().queue(key),
                session.catalog().facts(key),
                watch,
                new DeviceMoment(DeviceMoment.rowsOf(files.negotiation(), key.device()), nowNs),
                history == null ? null : accepted(history),
                new Capture(recorded, files.manifest().canShow(EventKind.KICK_ARM), startNs, observedFromNs()),
                nowNs,
                fullSinceNs,
                session.options().saturation());
    }

    /** Since when the ring has been full at the end of the window. */
    private long fullSinceNs(QueueKey key) {
        QueueSweep sweep = session.sweeps().get(key);
        if (sweep == null || sweep.full().isEmpty()) {
            return QueueMoment.NEVER;
        }
        ConditionEpisode last = sweep.full().get(sweep.full().size() - 1);
        boolean lasts = last.startNs() + last.durationNs() >= session.window().endNs() - STILL_NS;
        return lasts ? last.startNs() : QueueMoment.NEVER;
    }

    private static KnownFeatures accepted(DeviceHistory history) {
        return history.attempts().isEmpty()
                ? history.accepted()
                : history.accepted(history.attempts().get(history.attempts().size() - 1));
    }

    private DiagnosedQueue diagnosed(QueueMoment moment) throws IOException, SessionException {
        QueueDiagnosis diagnosis = new QueueDiagnosis(moment);
        List<Suspect> stall = diagnosis.stall();
        if (!stall.isEmpty() && stall.get(0).stalls()) {
            return told(moment, QueueState.STALLED, stall, stall.get(0).sinceNs(), null);
        }
        QueueKey key = moment.info().key();
        if (UnknownQueue.isUnseen(moment, device(key), files.manifest()::canShow)) {
            return UnknownQueue.unseen(moment.info(), device(key));
        }
        QueueSweep sweep = session.sweeps().get(key);
        DiagnosedQueue over = untilReset(moment);
        if (over == null) {
            over = recovered(moment, sweep);
        }
        if (over != null) {
            return over;
        }
        List<Suspect> slow =
                Slowness.suspects(moment, sweep, session.notifications().get(key));
        if (!slow.isEmpty()) {
            return told(moment, QueueState.SLOW, slow, null, null);
        }
        if (!stall.isEmpty()) {
            return told(moment, QueueState.SILENT, stall, null, null);
        }
        if (diagnosis.silent()) {
            return told(moment, QueueState.SILENT, diagnosis.behindSilence(), moment.activeNs(), null);
        }
        boolean idle = moment.held().chains() == 0
                && moment.lasts(
                        Math.max(moment.watch().lastNs, moment.activeNs()),
                        moment.options().stallNs());
        return told(moment, idle || moment.supply() ? QueueState.IDLE : QueueState.OK, List.of(), null, null);
    }

    /** A stall that is over, judged as things stood right before it ended. */
    private DiagnosedQueue recovered(QueueMoment moment, QueueSweep sweep) throws IOException, SessionException {
        ConditionEpisode longest = sweep == null
                ? null
                : sweep.stalls().stream()
                        // Of a pause that began before the trace nobody knows whether it was one.
                        .filter(stall -> stall.startNs() >= startNs)
                        .max(Comparator.comparingLong(ConditionEpisode::durationNs))
                        .orElse(null);
        if (longest == null) {
            return null;
        }
        long endNs = longest.startNs() + longest.durationNs();
        QueueKey key = moment.info().key();
        QueueMoment then = moment(key, watch(endNs - 1).get(key), endNs - 1, QueueMoment.NEVER);
        List<Suspect> stall = new QueueDiagnosis(then).stall();
        return stall.isEmpty() || !stall.get(0).stalls()
                ? null
                : told(then, QueueState.RECOVERED, stall, longest.startNs(), endNs);
    }

    /** A stall that somebody ended by resetting the device or the machine, as things stood right before. */
    private DiagnosedQueue untilReset(QueueMoment moment) throws IOException, SessionException {
        long resetNs = moment.device().stoppedNs;
        boolean givenUp = resetNs != QueueMoment.NEVER
                && moment.progressNs() < resetNs
                && !moment.supply()
                && DeviceSuspicion.endedByReset(moment, resetNs) > 0;
        // Only a stall is worth another pass over the events.
        if (!givenUp || resetNs - moment.progressNs() < moment.options().stallNs()) {
            return null;
        }
        QueueKey key = moment.info().key();
        QueueMoment then = moment(key, watch(resetNs - 1).get(key), resetNs - 1, QueueMoment.NEVER);
        List<Suspect> stall = new QueueDiagnosis(then).stall();
        return stall.isEmpty() || !stall.get(0).stalls()
                ? null
                : told(then, QueueState.RESET, stall, stall.get(0).sinceNs(), resetNs);
    }

    private DiagnosedQueue told(
            QueueMoment moment, QueueState state, List<Suspect> suspects, Long sinceNs, Long untilNs) {
        QueueInfo info = moment.info();
        DeviceInfo device = device(info.key());
        List<RankedCause> causes = new ArrayList<>();
        for (Suspect suspect : suspects) {
            causes.add(new RankedCause(
                    suspect.cause().id(),
                    causes.size() + 1,
                    suspect.confidence().label(),
                    suspect.evidence()));
        }
        String name = device.displayName() + " queue " + info.key().queue()
                + (info.role() == null ? "" : " (" + info.role() + ")");
        return new DiagnosedQueue(
                device.displayName(),
                device.row().sourceId(),
                info.key().queue(),
                info.role(),
                info.kind(),
                state.label(),
                sinceNs,
                untilNs,
                sinceNs == null ? null : Long.valueOf((untilNs == null ? moment.nowNs() : untilNs) - sinceNs),
                Sentences.of(name, state, suspects, moment, untilNs),
                Questions.of(moment, files.manifest()::canShow),
                causes,
                suspects.isEmpty() ? List.of() : CaptureAdvice.of(moment, suspects));
    }
}
