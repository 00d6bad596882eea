package io.vqtrace.analyzer.chart;

import java.awt.Color;

/**
 * What limits a queue at a moment, as one colour and one height of the saturation strip: the worse, the taller.
 *
 * <p>Constants stand in ascending order of precedence: where two apply, the later one is shown.
 */
enum QueueState {
    /** Nothing in flight. */
    IDLE("idle", new Color(0xbbbbbb), 0.12),
    /** Requests in flight for less than 70 % of the time. */
    OK("ok", Style.GREEN, 0.4),
    /** Requests in flight for at least 70 % of the time. */
    BUSY("busy", Style.SKY_BLUE, 0.55),
    /** Requests wait while the device has free capacity to take them. */
    BACKEND_BOUND("backend-bound", Style.PURPLE, 0.7),
    /** In flight at its maximum, below the ring's size; driver or backend, not observable which. */
    PLATEAU("plateau", Style.YELLOW, 0.7),
    /** In flight at its maximum while more requests wait. */
    CAPPED("capped", Style.ORANGE, 0.8),
    /** A supply queue without a free buffer. */
    STARVED("starved", Style.BLUE, 0.9),
    /** The ring is at least 90 % occupied. */
    RING_FULL("ring-full", Style.VERMILION, 1.0),
    /** Requests in flight and no completion. */
    STALLED("stalled", Style.BLACK, 1.0);

    private final String label;
    private final Color colour;
    private final double height;

    QueueState(String label, Color colour, double height) {
        this.label = label;
        this.colour = colour;
        this.height = height;
    }

    /** The name as verdicts and episodes spell it. */
    String label() {
        return label;
    }

    Color colour() {
        return colour;
    }

    /** Height of the bar as a share of its row, above 0 and up to 1. */
    double height() {
        return height;
    }

    /** Text on the bar: white where black would be hard to read. */
    Color textColour() {
        double luminance = 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
        return luminance < 130 ? Color.WHITE : Style.BLACK;
    }

    /**
     * Finds the state of an episode's kind.
     *
     * @param label a value of the {@code kind} column of the view {@code episodes}
     * @throws IllegalArgumentException if no state has this name
     */
    static QueueState of(String label) {
        for (QueueState state : values()) {
            if (state.label.equals(label)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no such queue state: " + label);
    }
}
