package io.vqtrace.analyzer.simulate;

/** Takes the completions as they were recorded, whatever the setting. */
final class ReplaySimulation implements QueueSimulation {
    private final Replay replay;
    private final Trust trust;

    ReplaySimulation(Replay replay, Trust trust) {
        this.replay = replay;
        this.trust = trust;
    }

    @Override
    public Outcome run(CoalescingSetting setting) {
        Moderator moderator = replay.run(setting);
        return new Outcome(moderator.interrupts(), 0, moderator.delays().summary());
    }

    @Override
    public String method() {
        return "replay";
    }

    @Override
    public Trust trust() {
        return trust;
    }
}
