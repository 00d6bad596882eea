package io.vqtrace.recorder.internal.trigger;

/** Whether the present episode of a lasting condition has fired, or was counted as held back by the rate limit. */
final class Episode {
    private boolean announced;
    private boolean heldBack;

    void rearm() {
        announced = false;
        heldBack = false;
    }

    boolean armed() {
        return !announced;
    }

    void announce() {
        announced = true;
    }

    /** Returns true the first time in an episode. */
    boolean holdBack() {
        boolean first = !heldBack;
        heldBack = true;
        return first;
    }
}
