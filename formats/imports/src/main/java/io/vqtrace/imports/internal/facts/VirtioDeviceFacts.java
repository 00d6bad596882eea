package io.vqtrace.imports.internal.facts;

import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import java.util.Map;
import java.util.TreeMap;

/** What the answers say of one virtio device. Fields are null where they do not say it. */
public final class VirtioDeviceFacts {
    /** QOM path of the virtio device, the key of the answers. */
    public final String path;
    /** Id that the device was given on the command line, or its place among the unnamed ones. */
    public final String name;
    /** Name of the device model behind the path, such as {@code virtio-blk}. */
    public String model;
    /** Device type. */
    public DeviceType type;
    /** Features that the device offers. */
    public FeatureSet offered;
    /** Features that the driver accepted. */
    public FeatureSet accepted;
    /** Status bits at the time of the capture. */
    public Integer status;
    /** Number of queues that the device has. */
    public Integer queueCount;
    /** Whether a vhost backend of any kind serves the queues. */
    public Boolean vhostStarted;
    /** Whether that backend speaks the vhost-user protocol. */
    public boolean vhostUser;
    /** Model of the device on its bus, such as {@code virtio-blk-pci}. */
    public String busModel;
    /** Address on the PCI bus. */
    public String address;
    /** Queues by index. */
    public final Map<Integer, QueueFacts> queues = new TreeMap<>();

    VirtioDeviceFacts(String path) {
        this.path = path;
        name = nameOf(path);
    }

    /** {@code /machine/peripheral/blk0/virtio-backend} → {@code blk0}. */
    private static String nameOf(String path) {
        String device = path.endsWith("/virtio-backend") ? path.substring(0, path.lastIndexOf('/')) : path;
        return device.substring(device.lastIndexOf('/') + 1);
    }

    /**
     * Tells whether the driver was ready at the time of the capture, so that features and queue sizes are its choice.
     *
     * @return false also if the status is not known
     */
    public boolean driverReady() {
        return status != null && io.vqtrace.virtio.DeviceStatus.DRIVER_OK.in(status);
    }
}
