package io.vqtrace.analyzer.diagnose;

/** The side of a queue on which the device is told of chains and takes them. */
final class TakingWatch {
    static final int UNKNOWN = -1;
    private static final long NEVER = Long.MIN_VALUE;

    final RecentTimes kicks = new RecentTimes();
    /** When chains were last announced. */
    long announcedNs = NEVER;
    /** Announcements of chains. */
    long announcements;
    /** Chains that were announced since chains were last taken, and when that began. */
    long announcedSince;

    long announcedSinceNs = NEVER;
    /** When chains were last taken. */
    long takenNs = NEVER;
    /** Chains that were published and not taken right after that; -1 if the backend announces none. */
    private long waitingThen = UNKNOWN;

    /** Chains that were published and not taken at the recorder's last look; -1 if that does not tell. */
    private long waitingAtLook = UNKNOWN;

    /** The driver's index at the last announcement; -1 if not told. */
    int ringIndex = UNKNOWN;

    long armNs = NEVER;
    long armValue;
    /** How often the device told what it asks for. */
    long arms;
    /** How often with kicks switched on, by flags. */
    long armsOn;
    /** The driver's index when the device last asked; -1 if not told. */
    int ringIndexAtArm = UNKNOWN;

    private boolean takenSinceArm;

    void kick(long ns) {
        kicks.add(ns);
    }

    void announced(long ns, long chains, int index) {
        announcements++;
        kicks.answer(ns);
        announcedNs = ns;
        if (announcedSince == 0) {
            announcedSinceNs = ns;
        }
        announcedSince += chains;
        ringIndex = index;
    }

    /** Chains were taken; {@code waiting} others were published then, -1 if that is not known. */
    void taken(long popNs, long waiting) {
        takenSinceArm |= popNs >= armNs;
        kicks.answer(popNs);
        if (popNs >= takenNs) {
            takenNs = popNs;
            waitingThen = waiting;
            if (announcedSince > 0 && announcedNs <= popNs) {
                announcedSince = 0;
            }
        }
    }

    void arm(long ns, long value, boolean on) {
        armNs = ns;
        armValue = value;
        arms++;
        armsOn += on ? 1 : 0;
        ringIndexAtArm = ringIndex;
        takenSinceArm = false;
    }

    /** What the device last told is known, though no event tells it; {@code on} if it ever switched kicks on. */
    void remember(long ns, long value, boolean on, int index) {
        armNs = ns;
        armValue = value;
        arms = 1;
        armsOn = on ? 1 : 0;
        ringIndexAtArm = index;
        takenSinceArm = takenNs >= ns;
    }

    void waitingAtLook(long chains) {
        waitingAtLook = Math.max(0, chains);
    }

    /** Tells whether the recorder's last look tells what is published, so that nothing before the trace escaped it. */
    boolean looked() {
        return waitingAtLook >= 0;
    }

    /** Tells whether the device took nothing since it last asked for kicks, as when it sleeps. */
    boolean sleeps() {
        return arms > 0 && !takenSinceArm;
    }

    /** Returns the chains that the device saw and did not take, of those published after a moment; -1 if not observable. */
    long waiting(long sinceNs) {
        if (looked() && Math.max(announcedNs, takenNs) > sinceNs) {
            return waitingAtLook;
        }
        long announced = announcedNs > sinceNs ? announcedSince : 0;
        if (takenNs > sinceNs && waitingThen >= 0) {
            return waitingThen + announced;
        }
        return announcements == 0 ? UNKNOWN : announced;
    }
}
