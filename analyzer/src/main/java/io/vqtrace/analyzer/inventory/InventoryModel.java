package io.vqtrace.analyzer.inventory;

import java.util.List;
import java.util.Map;

/**
 * The content of {@code vqtrace inventory}. Texts that inputs chose have no hidden characters any more.
 *
 * @param workloads the workloads, in the order of the inputs
 * @param totals their devices counted
 */
public record InventoryModel(List<WorkloadDevices> workloads, Totals totals) {

    /**
     * The devices of one workload.
     *
     * @param name name of the workload
     * @param sources the inputs that tell of it
     * @param devices network adapters, disks and others; parts of the machine only if asked for
     */
    public record WorkloadDevices(String name, List<String> sources, List<Device> devices) {}

    /**
     * A device.
     *
     * @param id id that the user gave it, null if none is known
     * @param name the id, else the model; unique in its workload
     * @param deviceClass {@code nic}, {@code disk}, {@code other} or {@code platform}
     * @param model QEMU's name of the model, null if unknown
     * @param implementation {@code emulated}, {@code virtio} or {@code passthrough}; null if unknown
     * @param backend who serves it, such as {@code qemu}, {@code vhost-kernel}, {@code vhost-user}, {@code vdpa} or
     *     {@code vfio}; null if unknown
     * @param attachedTo name of the adapter that serves it, null if none does
     * @param address PCI address, null if unknown
     * @param queues its virtqueues, as far as they were captured
     * @param verdict {@link Verdict#label()}; null of a part of the machine
     * @param reason why, with the numbers; null of a part of the machine
     * @param steps how, or what to capture
     * @param notes what else there is to know
     */
    public record Device(
            String id,
            String name,
            String deviceClass,
            String model,
            String implementation,
            String backend,
            String attachedTo,
            String address,
            List<Queue> queues,
            String verdict,
            String reason,
            List<String> steps,
            List<String> notes) {

        /**
         * Returns whether its queues are those of the adapter that it is attached to, with which it is judged.
         *
         * @return true of a disk or port behind a virtio adapter
         */
        public boolean servedByAdapter() {
            return attachedTo != null && implementation != null && implementation.equals("virtio") && steps.isEmpty();
        }
    }

    /**
     * A virtqueue.
     *
     * @param evidence what was measured
     * @param verdict what that means for the device
     * @param reason why
     */
    public record Queue(QueueEvidence evidence, String verdict, String reason) {}

    /**
     * Devices counted; parts of the machine are not.
     *
     * @param workloads number of workloads
     * @param devices number of devices
     * @param byClass by class, then by implementation, {@code unknown} included
     * @param byVerdict by verdict
     */
    public record Totals(
            int workloads, int devices, Map<String, Map<String, Integer>> byClass, Map<String, Integer> byVerdict) {}
}
