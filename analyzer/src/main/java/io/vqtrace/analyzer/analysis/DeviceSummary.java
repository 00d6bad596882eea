package io.vqtrace.analyzer.analysis;

import java.util.List;

/**
 * One device of a trace.
 *
 * @param device display name: the given name, else one made from type and source id
 * @param type {@code virtio-blk}, or the model name of an emulated device; null if unknown
 * @param sourceId the identity that the capture gives it, such as a QEMU pointer
 * @param transport {@code pci}, {@code mmio}, {@code ccw}; null if unknown
 * @param backend who serves it: {@code qemu}, {@code vhost-user}, {@code emulated} and so on; null if unknown
 * @param ring {@code split}, {@code packed}, or {@code unknown} if its queues differ or do not tell
 * @param features negotiated feature names, null if the capture shows none
 * @param status names of the status bits of the last non-zero status, null if none was seen
 * @param model model name, null if unknown
 * @param address bus address, null if unknown
 * @param events events of an emulated device, null for virtio devices
 * @param join null, {@code certain} or {@code uncertain: why}: how the name was matched to the source id
 */
public record DeviceSummary(
        String device,
        String type,
        String sourceId,
        String transport,
        String backend,
        String ring,
        Features features,
        List<String> status,
        String model,
        String address,
        Long events,
        String join) {

    /**
     * Feature bits by name.
     *
     * @param offered what the device offers, null if not seen
     * @param accepted what the driver accepted, null if not seen
     */
    public record Features(List<String> offered, List<String> accepted) {}
}
