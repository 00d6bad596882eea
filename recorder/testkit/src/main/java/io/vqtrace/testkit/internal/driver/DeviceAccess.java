package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.ring.RingLayout;
import io.vqtrace.virtio.FeatureSet;

/** How a driver uses the registers of one transport. */
public interface DeviceAccess {
    /** Resets the device and waits until it is (virtio 1.4 section 2.4). */
    void reset();

    /** Reads the device status. */
    int readStatus();

    /** Writes the device status. */
    void writeStatus(int status);

    /** Reads all feature words. */
    FeatureSet readFeatures();

    /** Writes the feature words 0 and 1. */
    default void writeFeatures(FeatureSet features) {
        writeFeatureWord(0, features);
        writeFeatureWord(1, features);
    }

    /** Writes one feature word. */
    void writeFeatureWord(int select, FeatureSet features);

    /** Writes the queue's size and addresses. */
    void configureQueue(int queue, RingLayout layout);

    /** Enables a queue; tells whether the device took it. */
    boolean enableQueue(int queue);

    /** Stops a queue. */
    void disableQueue(int queue);

    /** Resets a queue and waits until it is (section 2.6.1). */
    void resetQueue(int queue);

    /** Notifies a queue: its index, or with NOTIFICATION_DATA the 32 bits of section 2.9. */
    void notifyQueue(int value);

    /** Learns what an interrupt is about and acknowledges it, where the transport has that. */
    void acknowledgeInterrupt();

    /** Reads the device specific configuration. */
    long readConfig(int offset, int width);

    /** Writes the device specific configuration. */
    void writeConfig(int offset, int width, long value);
}
