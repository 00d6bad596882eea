package io.vqtrace.testkit.internal.run;

import io.vqtrace.testkit.Violation;

/**
 * Decides when a driver or device that is to break a rule does so, and knows what makes a queue stall. One that behaves is
 * asked and always says no.
 */
public final class Misconduct {
    private final Violation violation;
    private final StallPlan stall;
    private int opportunities;
    private boolean begun;

    /**
     * Makes the conscience of a testbed.
     *
     * @param violation what to break, or null
     * @param opportunities how many chances are let pass first
     * @param stall what makes a queue stop
     */
    public Misconduct(Violation violation, int opportunities, StallPlan stall) {
        this.violation = violation;
        this.stall = stall;
        this.opportunities = opportunities;
    }

    /**
     * Tells whether a rule is broken now: once in a run.
     *
     * @param asked what could be broken here
     * @return true if it is to be done
     */
    public boolean once(Violation asked) {
        return asked == violation && !begun && begin();
    }

    /**
     * Tells whether a rule is broken from some moment on.
     *
     * @param asked what could be broken here
     * @return true if it is to be done
     */
    public boolean always(Violation asked) {
        return asked == violation && (begun || begin());
    }

    /**
     * Tells whether a rule is the one to break, without doing so yet.
     *
     * @param asked what could be broken here
     * @return true if it is, and was not broken yet
     */
    public boolean planned(Violation asked) {
        return asked == violation && !begun;
    }

    /**
     * Tells whether the rule was broken.
     *
     * @return true from then on
     */
    public boolean begun() {
        return begun;
    }

    /** Returns what makes a queue stop, lawful or not. */
    public StallPlan stall() {
        return stall;
    }

    private boolean begin() {
        begun = opportunities-- <= 0;
        return begun;
    }
}
