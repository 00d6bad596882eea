package io.vqtrace.analyzer.check;

import io.vqtrace.analyzer.analysis.TraceSummary;
import io.vqtrace.analyzer.check.CheckModel.Breach;
import io.vqtrace.analyzer.check.CheckModel.CheckedPlace;
import io.vqtrace.analyzer.check.CheckModel.CheckedRule;
import io.vqtrace.analyzer.check.CheckModel.VerdictCounts;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The analysis behind {@code vqtrace check}. */
public final class CheckAnalysis {
    private static final String SPECIFICATION = "virtio 1.4";

    private final TraceSession session;
    private final CheckOptions options;

    /**
     * Makes an analysis.
     *
     * @param session a session on the trace; no module is needed
     * @param options what to check
     */
    public CheckAnalysis(TraceSession session, CheckOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * Checks.
     *
     * @param trace the trace in a few numbers
     * @return what it came to
     * @throws IOException if the trace cannot be read
     * @throws SessionException if the selection names a device that the trace does not have
     */
    public CheckModel run(TraceSummary trace) throws IOException, SessionException {
        List<RuleResult> results = new Checker(session.files(), session.filter()).check(options::wants);
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        results.forEach(result -> counts.merge(result.verdict(), 1L, Long::sum));
        return new CheckModel(
                trace,
                SPECIFICATION,
                new VerdictCounts(
                        counts.getOrDefault(Verdict.VIOLATION, 0L),
                        counts.getOrDefault(Verdict.WARNING, 0L),
                        counts.getOrDefault(Verdict.RACY, 0L),
                        counts.getOrDefault(Verdict.OK, 0L),
                        counts.getOrDefault(Verdict.NOT_CHECKABLE, 0L)),
                results.stream().map(this::rule).toList(),
                explanation(results));
    }

    private CheckedRule rule(RuleResult result) {
        Rule rule = result.rule();
        PlaceResult worst = result.worst();
        return new CheckedRule(
                rule.number(),
                rule.title(),
                rule.section(),
                rule.level().name().toLowerCase(Locale.ROOT),
                result.verdict().label(),
                result.count(),
                result.reason(),
                rule.needs(),
                worst == null ? null : breach(worst),
                result.places().stream().map(this::place).toList());
    }

    private Breach breach(PlaceResult place) {
        return new Breach(
                time(place.first()),
                name(place.place().device()),
                place.place().queue(),
                place.first().seen());
    }

    private CheckedPlace place(PlaceResult result) {
        return new CheckedPlace(
                name(result.place().device()),
                result.place().queue(),
                result.verdict().label(),
                result.count(),
                result.reason(),
                result.first() == null ? null : time(result.first()),
                result.first() == null ? null : result.first().seen());
    }

    /** Without a clock events have ordinals only. */
    private Long time(Occurrence occurrence) {
        return session.files().manifest().clock().hasTimes() ? occurrence.ns() : null;
    }

    private String name(int device) {
        return session.catalog().device(device).displayName();
    }

    private CheckModel.Explanation explanation(List<RuleResult> results) throws IOException {
        if (options.explain() == null) {
            return null;
        }
        RuleResult result = results.stream()
                .filter(any -> any.rule().number() == options.explain())
                .findFirst()
                .orElseThrow();
        PlaceResult worst = result.worst();
        String seen = worst == null
                ? result.verdict() == Verdict.OK ? "nothing that breaks it" : result.reason()
                : name(worst.place().device())
                        + (worst.place().queue() == null
                                ? ""
                                : " queue " + worst.place().queue())
                        + ": " + worst.first().seen();
        return new CheckModel.Explanation(
                result.rule().number(),
                result.rule().text(),
                seen,
                worst == null ? List.of() : new Surroundings(session.files(), worst).moments());
    }
}
