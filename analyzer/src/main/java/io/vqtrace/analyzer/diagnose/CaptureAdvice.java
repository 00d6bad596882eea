package io.vqtrace.analyzer.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What to look at or capture next, by cause and by what the capture lacks. */
final class CaptureAdvice {
    private static final String QUEUE_STATUS =
            "while it hangs, ask QEMU: x-query-virtio-queue-status (HMP: info virtio-queue-status PATH QUEUE): ";

    private CaptureAdvice() {}

    static List<String> of(QueueMoment queue, List<Suspect> suspects) {
        Set<String> advice = new LinkedHashSet<>();
        suspects.stream().limit(2).forEach(suspect -> advice.addAll(of(suspect.cause())));
        if (!queue.recorded()) {
            advice.add("a QEMU log shows neither publications nor suppression values: repeat it with a recorder in the"
                    + " backend at level full");
        } else if (!queue.showsAdvice()) {
            advice.add("record at level full, so that publications and suppression values are in the trace");
        } else if (suspects.get(0).confidence() == Confidence.POSSIBLE) {
            advice.add(
                    "have the backend look at the ring once, and tell the probe, before the trace ends: then it shows"
                            + " what was published unseen, and how far the driver asks to be told");
        }
        return new ArrayList<>(advice);
    }

    private static List<String> of(StallCause cause) {
        return switch (cause) {
            case LOST_KICK ->
                List.of(
                        QUEUE_STATUS + "last-avail-idx behind shadow-avail-idx means published and not taken",
                        "in the guest: whether the driver kicked (bpftrace -e 'kprobe:virtqueue_notify { ... }'); on the host:"
                                + " whether the ioeventfd fired (kvm:kvm_fast_mmio, kvm:kvm_mmio)");
            case STALE_AVAIL_EVENT, KICKS_LEFT_OFF ->
                List.of(
                        "look at where the backend writes avail_event or used.flags before it sleeps, and whether it looks at"
                                + " the ring once more after that",
                        "kick by hand, by any other request: if the queue goes on, the device was only not woken");
            case LOST_INTERRUPT ->
                List.of(
                        "in the guest: whether the vector's count in /proc/interrupts moves, and whether the handler runs"
                                + " (kprobe:vring_interrupt)",
                        "on the host: whether the interrupt was injected (kvm:kvm_msi_set_irq, kvm:kvm_set_irq) for the"
                                + " queue's vector",
                        QUEUE_STATUS + "used-idx ahead of signalled-used means returned and not signalled");
            case FROZEN_USED_EVENT, INTERRUPTS_LEFT_OFF ->
                List.of(
                        "in the guest: whether the driver enables callbacks again after it reaped"
                                + " (kprobe:virtqueue_enable_cb, kprobe:virtqueue_enable_cb_prepare)",
                        QUEUE_STATUS + "used-idx against the used_event that the driver wrote");
            case MODERATION_TIMER_LOST, MODERATION_DELAY ->
                List.of(
                        "look at the backend's moderation timer; vqtrace simulate coalescing TRACE shows what each setting"
                                + " would do");
            case BACKEND_HUNG ->
                List.of(
                        "look at what the backend's thread waits for: its stack, and the storage, network or file behind it",
                        QUEUE_STATUS + "inuse is what it holds");
            case QUEUE_FULL ->
                List.of(
                        "find what keeps the ring full: vqtrace saturation TRACE; a larger ring helps only if the backend is"
                                + " fast enough");
            case QUEUE_DISABLED ->
                List.of(
                        "vqtrace negotiation TRACE tells who stopped the queue; look at why the driver does not enable it"
                                + " again");
            case RX_STARVED ->
                List.of(
                        "in the guest: memory for receive buffers (page allocation failures in dmesg) and whether the driver's"
                                + " refill work runs",
                        QUEUE_STATUS + "inuse and last-avail-idx tell how many buffers are posted");
            case RESET_IN_FLIGHT ->
                List.of(
                        "vqtrace negotiation TRACE tells what came before the reset; look in the guest's log for who asked"
                                + " for it, and why requests were not asked for again");
            case NEEDS_RESET_IGNORED ->
                List.of(
                        "vqtrace check TRACE tells what the device did not like; the guest's driver has to reset the device"
                                + " (unbind and bind it)");
            case DRIVER_FAILED -> List.of("look in the guest's log for why the driver gave the device up");
            case DEVICE_SUSPENDED -> List.of("look at who suspended the device, and why it was not resumed");
            case BACKEND_LIMIT, BACKEND_SLOW ->
                List.of("vqtrace saturation TRACE and vqtrace latency TRACE show when and for how long");
        };
    }
}
