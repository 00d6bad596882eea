package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.negotiation.KnownFeatures;
import io.vqtrace.analyzer.session.QueueInfo;
import io.vqtrace.analyzer.sweep.QueueFacts;
import io.vqtrace.analyzer.sweep.SaturationOptions;
import io.vqtrace.analyzer.text.Durations;
import java.util.Locale;

/**
 * A queue at the moment for which it is judged. Times are nanoseconds since the epoch; {@link #NEVER} is before all of them.
 *
 * @param info what the tables tell of it
 * @param facts its ring
 * @param watch what the events told up to the moment
 * @param device how its device stands
 * @param accepted features that the driver accepted, null if unknown
 * @param capture what the capture could see
 * @param nowNs the moment
 * @param fullSinceNs since when the ring has been full without a break up to the moment, {@link #NEVER} if it is not
 * @param options thresholds of a stall
 */
record QueueMoment(
        QueueInfo info,
        QueueFacts facts,
        QueueWatch watch,
        DeviceMoment device,
        KnownFeatures accepted,
        Capture capture,
        long nowNs,
        long fullSinceNs,
        SaturationOptions options) {
    static final long NEVER = Long.MIN_VALUE;

    private static final int EVENT_IDX = 29;
    private static final int RING_RESET = 40;
    private static final long NS_PER_MS = 1_000_000;
    /** Where much is known of what is usual, a stall shows this many times sooner. */
    private static final int SOONER = 10;

    boolean recorded() {
        return capture.recorded();
    }

    boolean showsAdvice() {
        return capture.showsAdvice();
    }

    long startNs() {
        return capture.startNs();
    }

    TakingWatch taking() {
        return watch.taking;
    }

    ReturningWatch returning() {
        return watch.returning;
    }

    int queue() {
        return info.key().queue();
    }

    boolean supply() {
        return info.supply();
    }

    long validFromNs() {
        return device.validFromNs(queue());
    }

    HeadTable.Held held() {
        return watch.held(device.resetPending() ? NEVER : validFromNs());
    }

    /** Returns the chains that were seen and not taken; -1 if that is not observable. */
    long waiting() {
        return taking().waiting(validFromNs());
    }

    /** Returns when the device last took or returned a chain. */
    long progressNs() {
        return Math.max(taking().takenNs, returning().usedNs);
    }

    /** Returns when the driver last did something that the device saw. */
    long driverNs() {
        return Math.max(taking().kicks.lastNs(), taking().announcedNs);
    }

    /** Returns when either side last did something; what the device only looked at is not meant. */
    long activeNs() {
        return Math.max(
                Math.max(progressNs(), returning().interruptNs),
                Math.max(taking().kicks.lastNs(), taking().armNs));
    }

    boolean packed() {
        return "packed".equals(info.ring());
    }

    /** Tells whether notifications are suppressed by event index; where the features are unknown, by the values seen. */
    boolean eventIndex() {
        Boolean known = accepted == null ? null : accepted.has(EVENT_IDX);
        return known != null ? known : taking().armValue > 1 || returning().armValue > 1;
    }

    boolean ringReset() {
        return accepted != null && Boolean.TRUE.equals(accepted.has(RING_RESET));
    }

    /**
     * Returns how long something has to last to be a stall.
     *
     * @param usual how long it usually lasts
     * @return nanoseconds
     */
    long patienceNs(DurationHistory usual) {
        long least = usual.rich() ? options.stallNs() / SOONER : options.stallNs();
        return Math.max(least, options.stallFactor() * usual.p999());
    }

    /** Returns how long the driver may take to do what is not measured. */
    long patienceNs() {
        return watch.returning.gaps.rich() ? options.stallNs() / SOONER : options.stallNs();
    }

    boolean lasts(long sinceNs, long patienceNs) {
        return sinceNs != NEVER && nowNs - sinceNs >= patienceNs;
    }

    /** Writes a moment as time since the trace's first event. */
    String at(long ns) {
        long offset = ns - startNs();
        String sign = offset < 0 ? "-" : "+";
        return Math.abs(offset) < NS_PER_MS
                ? sign + Durations.text(Math.abs(offset))
                : String.format(Locale.ROOT, "%s%.6f s", sign, Math.abs(offset) / 1e9);
    }

    /** Writes how long something has lasted. */
    String lasting(long sinceNs) {
        return Durations.text(Math.max(0, nowNs - sinceNs));
    }

    /** Returns the ring entries that are published and not returned, so far as the capture shows. */
    long occupied() {
        HeadTable.Held held = held();
        long waiting = Math.max(0, waiting());
        return switch (facts.entries()) {
            case COUNTED ->
                held.entries() + waiting * (held.chains() == 0 ? 1 : Math.max(1, held.entries() / held.chains()));
            case ONE, ONE_AT_LEAST -> held.chains() + waiting;
        };
    }

    /** Tells whether no room is left in the ring; false if its size is unknown. */
    boolean full() {
        return facts.size() != null && occupied() >= options.fullOccupancy() * facts.size();
    }
}
