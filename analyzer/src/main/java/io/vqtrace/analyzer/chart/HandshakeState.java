package io.vqtrace.analyzer.chart;

import io.vqtrace.virtio.DeviceStatus;
import java.awt.Color;

/** How far a driver has come with a device; the later a constant, the more it outweighs the others. */
enum HandshakeState {
    /** The guest found the device. */
    ACKNOWLEDGE("ACKNOWLEDGE", DeviceStatus.ACKNOWLEDGE, new Color(0xcccccc), 0.28),
    /** A driver took it. */
    DRIVER("DRIVER", DeviceStatus.DRIVER, Style.SKY_BLUE, 0.46),
    /** The features are agreed on. */
    FEATURES_OK("FEATURES_OK", DeviceStatus.FEATURES_OK, Style.BLUE, 0.64),
    /** In use. */
    DRIVER_OK("DRIVER_OK", DeviceStatus.DRIVER_OK, Style.GREEN, 1.0),
    /** Suspended. */
    SUSPEND("SUSPEND", DeviceStatus.SUSPEND, Style.YELLOW, 0.82),
    /** In an error that only a reset ends. */
    NEEDS_RESET("NEEDS_RESET", DeviceStatus.DEVICE_NEEDS_RESET, Style.VERMILION, 1.0),
    /** Given up. */
    FAILED("FAILED", DeviceStatus.FAILED, Style.BLACK, 1.0);

    private final String label;
    private final DeviceStatus bit;
    private final Color colour;
    private final double height;

    HandshakeState(String label, DeviceStatus bit, Color colour, double height) {
        this.label = label;
        this.bit = bit;
        this.colour = colour;
        this.height = height;
    }

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

    /** Tells whether the reader must not overlook it, however short it is. */
    boolean isTrouble() {
        return this == NEEDS_RESET || this == FAILED;
    }

    /** Returns the state that a device status stands for, null for 0. */
    static HandshakeState of(int status) {
        HandshakeState last = null;
        for (HandshakeState state : values()) {
            if (state.bit.in(status)) {
                last = state;
            }
        }
        return last;
    }
}
