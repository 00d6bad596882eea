package io.vqtrace.testkit;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.virtio.DeviceType;
import java.time.Duration;

/** Describes a {@link Testbed}. Every setting has a default; a violation or a stall brings the settings that it needs. */
public final class TestbedBuilder {
    private final TestbedOptions options = new TestbedOptions();

    TestbedBuilder() {}

    /**
     * Sets the seed of all random numbers; 1 by default.
     *
     * @param value any number
     * @return this
     */
    public TestbedBuilder seed(long value) {
        options.seed = value;
        return this;
    }

    /**
     * Chooses the device.
     *
     * @param value {@link DeviceType#BLK}, the default, or {@link DeviceType#NET}
     * @return this
     * @throws IllegalArgumentException for any other
     */
    public TestbedBuilder device(DeviceType value) {
        if (value != DeviceType.BLK && value != DeviceType.NET) {
            throw new IllegalArgumentException("no such device in the testkit: " + value);
        }
        options.type = value;
        return this;
    }

    /**
     * Sets the number of request queues of a block device, or of queue pairs of a network device, which has a control queue
     * too; 1 by default.
     *
     * @param count from 1
     * @return this
     */
    public TestbedBuilder queues(int count) {
        options.queues = count;
        return this;
    }

    /**
     * Sets the size of each ring; 256 by default.
     *
     * @param entries a power of two for split rings, from 4, and two more than the {@link #segments} of a request
     * @return this
     */
    public TestbedBuilder ringSize(int entries) {
        options.ringSize = entries;
        return this;
    }

    /**
     * Chooses the ring's layout; split by default.
     *
     * @param value true for VIRTIO_F_RING_PACKED
     * @return this
     */
    public TestbedBuilder packed(boolean value) {
        options.packed = value;
        return this;
    }

    /**
     * Chooses how notifications are suppressed; by event index by default.
     *
     * @param value true for VIRTIO_F_EVENT_IDX, false for flags
     * @return this
     */
    public TestbedBuilder eventIdx(boolean value) {
        options.eventIdx = value;
        return this;
    }

    /**
     * Chooses indirect descriptors for all requests; off by default.
     *
     * @param value true for VIRTIO_F_INDIRECT_DESC
     * @return this
     */
    public TestbedBuilder indirect(boolean value) {
        options.indirect = value;
        return this;
    }

    /**
     * Makes the device return requests in order, batches by one entry; off by default.
     *
     * @param value true for VIRTIO_F_IN_ORDER
     * @return this
     */
    public TestbedBuilder inOrder(boolean value) {
        options.inOrder = value;
        return this;
    }

    /**
     * Makes kicks carry the ring position; off by default.
     *
     * @param value true for VIRTIO_F_NOTIFICATION_DATA
     * @return this
     */
    public TestbedBuilder notificationData(boolean value) {
        options.notificationData = value;
        return this;
    }

    /**
     * Makes the device offer a feature that the driver does not know, and clear FEATURES_OK for want of it: the driver gives
     * up, no request is made, and the oracle says stalled. Lawful for features such as ACCESS_PLATFORM (virtio 1.4 section
     * 6.2).
     *
     * @param bit a feature bit that is not used otherwise, such as 33
     * @return this
     */
    public TestbedBuilder demanding(int bit) {
        options.demanded = bit;
        return this;
    }

    /**
     * Chooses the transport; virtio-mmio by default.
     *
     * @param value the transport
     * @return this
     */
    public TestbedBuilder transport(TransportKind value) {
        options.transport = value;
        return this;
    }

    /**
     * Sets interrupt moderation; none by default. A network device is told by commands of its control queue.
     *
     * @param value for all data queues
     * @return this
     */
    public TestbedBuilder moderation(Moderation value) {
        options.moderation = value;
        return this;
    }

    /**
     * Sets how long the device works on a request; log-normal around 50 µs by default. In real time it is best constant
     * and 0.
     *
     * @param value the model
     * @return this
     */
    public TestbedBuilder serviceTime(ServiceTime value) {
        options.serviceTime = value;
        return this;
    }

    /**
     * Sets how many requests of a queue the device works on at once; 8 by default. Below the workload's demand it is the
     * limit that requests wait for.
     *
     * @param count from 1
     * @return this
     */
    public TestbedBuilder servers(int count) {
        options.servers = count;
        return this;
    }

    /**
     * Sets how many completions the device returns together; 1 by default.
     *
     * @param completions from 1
     * @return this
     */
    public TestbedBuilder batch(int completions) {
        options.batch = completions;
        return this;
    }

    /**
     * Sets whether the device switches kicks off while it works; on by default.
     *
     * @param value whether it does
     * @return this
     */
    public TestbedBuilder suppressKicks(boolean value) {
        options.suppressKicks = value;
        return this;
    }

    /**
     * Sets what the driver asks for; a closed loop of depth 8 by default.
     *
     * @param value of each data queue
     * @return this
     */
    public TestbedBuilder workload(Workload value) {
        options.workload = value;
        return this;
    }

    /**
     * Sets into how many buffers the driver cuts a payload; 1 by default. A block request has two more, for header and status.
     *
     * @param count from 1
     * @return this
     */
    public TestbedBuilder segments(int count) {
        options.segments = count;
        return this;
    }

    /**
     * Sets when the driver wants interrupts; always by default.
     *
     * @param value the policy
     * @return this
     */
    public TestbedBuilder interrupts(InterruptPolicy value) {
        options.policy = value;
        return this;
    }

    /**
     * Sets how many packets arrive for each receive queue of a network device; none by default.
     *
     * @param packetsPerSecond mean rate, Poisson
     * @return this
     */
    public TestbedBuilder receiveRate(double packetsPerSecond) {
        options.receiveRate = packetsPerSecond;
        return this;
    }

    /**
     * Sets what steps cost in virtual time; {@link Timing#USUAL} by default.
     *
     * @param value the costs
     * @return this
     */
    public TestbedBuilder timing(Timing value) {
        options.timing = value;
        return this;
    }

    /**
     * Sets the block device's size; 4 MiB by default.
     *
     * @param bytes a multiple of 512
     * @return this
     */
    public TestbedBuilder capacity(int bytes) {
        options.capacityBytes = bytes;
        return this;
    }

    /**
     * Runs in real time on two threads instead of virtual time on one.
     *
     * @return this
     */
    public TestbedBuilder realTime() {
        options.virtual = false;
        return this;
    }

    /**
     * Sets the clock of virtual time, which the recorder can share; a new one by default.
     *
     * @param value the clock
     * @return this
     */
    public TestbedBuilder clock(VirtualClock value) {
        options.clock = value;
        return this;
    }

    /**
     * Keeps the times of each request for the oracle; off by default, as it takes memory.
     *
     * @return this
     */
    public TestbedBuilder requestTimes() {
        options.times = true;
        return this;
    }

    /**
     * Breaks a rule; none by default. Settings that the violation needs are made, whatever was said of them.
     *
     * @param value the violation
     * @return this
     */
    public TestbedBuilder violation(Violation value) {
        options.violation = value;
        return this;
    }

    /**
     * Makes something happen when half of the requests are done; nothing by default.
     *
     * @param value what
     * @return this
     */
    public TestbedBuilder incident(Incident value) {
        options.incident = value;
        options.ringReset |= value == Incident.QUEUE_RESET;
        options.suspend |= value == Incident.SUSPENSION;
        return this;
    }

    /**
     * Sets where the device reports to; nowhere by default.
     *
     * @param value the probe of a device
     * @return this
     */
    public TestbedBuilder probe(DeviceProbe value) {
        options.probe = value;
        return this;
    }

    /** Reports to a recorder, as the device that the settings make. */
    TestbedBuilder probe(VirtioRecorder recorder) {
        options.settings();
        String transport = options.transport == TransportKind.MMIO ? "mmio" : "pci";
        return probe(recorder.device("testbed", options.type, transport, null));
    }

    /**
     * Shows every register access to a tap. The device then leaves status, features, queue configurations and resets, and
     * accesses of its configuration to the tap, and reports only the data path and what it does by itself.
     *
     * @param value the tap
     * @return this
     */
    public TestbedBuilder registers(RegisterListener value) {
        options.listener = value;
        return this;
    }

    /**
     * Shows every register access to somebody who only looks: unlike a {@linkplain #registers tap} the observer leaves all
     * reports to the device. In virtual time it may move the clock on, so that register accesses take time.
     *
     * @param value who looks
     * @return this
     */
    public TestbedBuilder observer(RegisterListener value) {
        options.observer = value;
        return this;
    }

    /**
     * Makes a request queue's device that did nothing for some time look at the ring by itself, once, as backends do that do
     * not rely on notifications alone; off by default. In virtual time only.
     *
     * @param value the time
     * @return this
     */
    public TestbedBuilder watchdog(Duration value) {
        options.watchdogNanos = value.toNanos();
        return this;
    }

    /**
     * Makes the first queue that fits stall, at once; nothing by default. Settings that the stall needs are made, whatever was
     * said of them.
     *
     * @param value the stall
     * @return this
     */
    public TestbedBuilder stall(Stall value) {
        options.stall = value;
        return this;
    }

    /**
     * Says which queue stalls; by default the first one on which that can happen.
     *
     * @param queue its index
     * @return this
     */
    public TestbedBuilder stallQueue(int queue) {
        options.stallQueue = queue;
        return this;
    }

    /**
     * Says when the queue stalls: at the first opportunity from then on.
     *
     * @param time since the driver was started
     * @return this
     */
    public TestbedBuilder stallAt(Duration time) {
        options.stallAtNanos = time.toNanos();
        return this;
    }

    /**
     * Says after how many requests the queue stalls: at the first opportunity from then on.
     *
     * @param requests that the driver took back on that queue
     * @return this
     */
    public TestbedBuilder stallAfter(long requests) {
        options.stallAfter = requests;
        return this;
    }

    /**
     * Makes the testbed. Its memory is allocated here.
     *
     * @return a testbed that has not run yet
     * @throws IllegalArgumentException if the settings contradict each other
     */
    public Testbed build() {
        return new Testbed(options.settings(), options);
    }

    TestbedOptions options() {
        return options;
    }
}
