package io.vqtrace.backend.queue;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.virtio.DeviceStatus;

/**
 * Records the driver's steps of initialisation (virtio 1.4 section 3.1.1). A vhost-user front end keeps the driver's own
 * writes to itself; what it does send follows from them: features are accepted after ACKNOWLEDGE and DRIVER, which FEATURES_OK
 * ends, and a queue runs after DRIVER_OK. The status that QEMU sends is no such record: it has FEATURES_OK before DRIVER, and
 * DRIVER_OK after the first kicks. Under a lock of the host's.
 */
final class DriverSteps {
    private final DeviceProbe probe;
    private int told;

    DriverSteps(DeviceProbe probe) {
        this.probe = probe;
    }

    /** The driver is there and has read the features on offer. */
    void found() {
        reach(DeviceStatus.ACKNOWLEDGE);
        reach(DeviceStatus.DRIVER);
    }

    /** The driver accepted features, and found them accepted. */
    void negotiated() {
        if (reach(DeviceStatus.FEATURES_OK)) {
            probe.statusRead(told);
        }
    }

    /** A queue runs. */
    void running() {
        reach(DeviceStatus.DRIVER_OK);
    }

    /** Tells whether the driver got as far as that, and was not reset since. */
    boolean ready() {
        return DeviceStatus.DRIVER_OK.in(told);
    }

    /** The front end told a status: of it counts what nothing else shows. */
    void told(int status) {
        if (DeviceStatus.FAILED.in(status)) {
            reach(DeviceStatus.FAILED);
        }
    }

    /** The device needs a reset, and says so. */
    void broken() {
        told |= DeviceStatus.DEVICE_NEEDS_RESET.mask();
        probe.statusRead(told);
    }

    void reset() {
        if (told != 0) {
            told = 0;
            probe.status(0);
        }
        probe.deviceReset();
    }

    private boolean reach(DeviceStatus step) {
        if (step.in(told)) {
            return false;
        }
        told |= step.mask();
        probe.status(told);
        return true;
    }
}
