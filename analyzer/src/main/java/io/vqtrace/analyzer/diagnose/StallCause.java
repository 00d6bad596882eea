package io.vqtrace.analyzer.diagnose;

import java.util.Locale;

/** Why a queue stands still, or is slow. The names in lower case are part of the command's output format. */
public enum StallCause {
    /** The driver published, the device had asked for a kick, and none arrived. */
    LOST_KICK("lost kick", "the driver published, the device had asked for a kick, and none arrived"),
    /** The device sleeps behind an {@code avail_event} that the ring has passed, so that the driver need not kick. */
    STALE_AVAIL_EVENT(
            "stale avail_event", "the device sleeps with an avail_event that the ring has passed: no kick is due"),
    /** The device sleeps with kicks switched off. */
    KICKS_LEFT_OFF("kicks left off", "the device sleeps with kicks switched off"),
    /** The driver was to be told of completions, and was not, or did not react. */
    LOST_INTERRUPT(
            "lost interrupt",
            "the device sent no interrupt that was asked for, or the driver did not react to the one that was sent"),
    /** The driver took the last interrupt and left its {@code used_event} behind. */
    FROZEN_USED_EVENT("frozen used_event", "the driver no longer moves its used_event on, so that no interrupt is due"),
    /** The driver switched interrupts off and never on again. */
    INTERRUPTS_LEFT_OFF("interrupts left off", "the driver switched interrupts off and not on again"),
    /** Moderation holds completions back and never delivers them. */
    MODERATION_TIMER_LOST("moderation timer lost", "interrupt moderation holds completions back for good"),
    /** The device holds or sees requests and completes none. */
    BACKEND_HUNG("backend hung", "the device holds or sees requests and completes none"),
    /** The ring is full: the driver cannot publish any more. */
    QUEUE_FULL("queue full", "the ring is full, so that the driver cannot publish"),
    /** The queue is not enabled. */
    QUEUE_DISABLED("queue disabled", "the queue is stopped or was never enabled"),
    /** The driver gives the device no receive buffers. */
    RX_STARVED("no receive buffers", "the driver posts no receive buffers any more"),
    /** A reset ended requests that the driver waits for. */
    RESET_IN_FLIGHT("reset in flight", "a reset ended or awaits requests in flight, and the queue did not come back"),
    /** The device asked for a reset and got none. */
    NEEDS_RESET_IGNORED("DEVICE_NEEDS_RESET ignored", "the device asked for a reset, and the driver did none"),
    /** The driver gave the device up. */
    DRIVER_FAILED("driver gave up", "the driver set FAILED"),
    /** The device is suspended. */
    DEVICE_SUSPENDED("device suspended", "the device is suspended and was not resumed"),
    /** The backend takes no more than so many at once, while others wait. */
    BACKEND_LIMIT("backend limit", "the backend takes no more than so many requests at once, and others wait"),
    /** The backend takes requests late. */
    BACKEND_SLOW("backend slow", "published requests wait for the backend to take them"),
    /** Moderation holds completions back for long. */
    MODERATION_DELAY("moderation delay", "interrupt moderation tells the driver late");

    private final String title;
    private final String meaning;

    StallCause(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    /**
     * Returns the stable identifier.
     *
     * @return snake case, such as {@code lost_kick}
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the name for people.
     *
     * @return a few words
     */
    public String title() {
        return title;
    }

    /**
     * Returns what it means.
     *
     * @return a clause
     */
    public String meaning() {
        return meaning;
    }
}
