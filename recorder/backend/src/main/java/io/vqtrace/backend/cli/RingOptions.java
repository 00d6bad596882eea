package io.vqtrace.backend.cli;

import io.vqtrace.backend.queue.Moderation;
import io.vqtrace.backend.queue.QueueOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the queues are run, and what the driver may choose. */
final class RingOptions {
    @Option(
            names = "--queue-size",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Most ring entries that a driver may choose, a power of two. Default: ${DEFAULT-VALUE}.")
    private int queueSize;

    @Option(names = "--no-packed", description = "Do not offer packed rings (VIRTIO_F_RING_PACKED).")
    private boolean noPacked;

    @Option(names = "--no-event-idx", description = "Do not offer VIRTIO_F_EVENT_IDX.")
    private boolean noEventIdx;

    @Option(names = "--no-in-order", description = "Do not offer VIRTIO_F_IN_ORDER.")
    private boolean noInOrder;

    @Option(names = "--shared-thread", description = "Serve all queues by one thread; else each has its own.")
    private boolean sharedThread;

    @Option(
            names = "--poll",
            paramLabel = "TIME",
            defaultValue = "20us",
            converter = DurationConverter.class,
            description = "How long to poll an idle queue before waiting for a kick. Default: ${DEFAULT-VALUE}.")
    private Duration poll;

    @Option(
            names = "--max-frames",
            paramLabel = "N",
            defaultValue = "0",
            description = "Hold interrupts back until N completions wait; needs --max-usecs. Default: not at all.")
    private int maxFrames;

    @Option(
            names = "--max-usecs",
            paramLabel = "N",
            defaultValue = "0",
            description = "Hold interrupts back no longer than N microseconds.")
    private int maxMicros;

    /** Returns what was chosen. */
    QueueOptions toOptions() {
        if (maxFrames < 0 || maxMicros < 0 || (maxFrames == 0) != (maxMicros == 0)) {
            throw CommandException.usage("--max-frames and --max-usecs need each other, both above 0");
        }
        try {
            return new QueueOptions(
                    queueSize,
                    !noPacked,
                    !noEventIdx,
                    !noInOrder,
                    sharedThread,
                    poll,
                    new Moderation(maxFrames, maxMicros));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage());
        }
    }
}
