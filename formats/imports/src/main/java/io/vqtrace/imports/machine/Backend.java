package io.vqtrace.imports.machine;

import java.util.Locale;

/** Who serves a device's requests on the host. */
public enum Backend {
    /** The QEMU process. */
    QEMU,
    /** A vhost driver of the host's kernel: vhost-net, vhost-scsi, vhost-vsock. */
    VHOST_KERNEL,
    /** Another process, by the vhost-user protocol. */
    VHOST_USER,
    /** A device of the host that has virtqueues itself (vDPA), or a process that acts as one (VDUSE). */
    VDPA,
    /** A device of the host, by VFIO. */
    VFIO,
    /** A mediated device: a slice of one of the host's, by VFIO. */
    MDEV,
    /** Another process that serves a PCI device by the vfio-user protocol. */
    VFIO_USER,
    /** A SCSI device of the host that takes the guest's commands as they are: {@code scsi-generic}, {@code scsi-block}. */
    SCSI_GENERIC,
    /** A USB device of the host, or of a remote console. */
    USB_HOST,
    /** A device backend in Java that recorded itself. */
    JAVA;

    /**
     * Returns the name for tables and JSON.
     *
     * @return lower case with hyphens, such as {@code vhost-user}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
