package io.vqtrace.backend.queue;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.virtio.DeviceStatus;

/**
 * Records the driver's steps of initialisation (virtio 1.4 section 3.1.1). A vhost-user front end keeps the driver's own
 * writes to itself; what it does send follows from them: features are accepted after ACKNOWLEDGE and DRIVER, which FEATURES_OK
 * ends, and a queue runs after DRIVER_OK. The status that QEMU sends is no such record: it has FEATURES_OK before DRIVER, and
 * DRIVER_OK after the first kicks. Any thread; a queue's lock may be held.
 */
final class DriverSteps {
    private final DeviceProbe probe;
    private int told;

    /** As the front end reads it. */
    private int status;

    DriverSteps(DeviceProbe probe) {
        this.probe = probe;
    }

    /** The driver, which is there and has read the features on offer, accepted these and found them accepted. */
    synchronized void negotiated(long features, boolean queuesRun) {
        if (DeviceStatus.DRIVER_OK.in(told) && !queuesRun) {
            // A front end without a status of its own: the driver begins anew.
            forget();
        }
        reach(DeviceStatus.ACKNOWLEDGE);
        reach(DeviceStatus.DRIVER);
        probe.featuresAccepted(features, 0);
        if (reach(DeviceStatus.FEATURES_OK)) {
            probe.statusRead(told);
        }
    }

    /** A queue runs. */
    synchronized void running() {
        reach(DeviceStatus.DRIVER_OK);
    }

    /** The front end told a status: of it counts what nothing else shows. */
    synchronized void told(int newStatus) {
        status = newStatus;
        if (DeviceStatus.FAILED.in(newStatus)) {
            reach(DeviceStatus.FAILED);
        }
    }

    /** Returns the status that the front end told last, and whether the device needs a reset. */
    synchronized int status() {
        return status;
    }

    /** The device needs a reset, and says so. */
    synchronized void broken() {
        status |= DeviceStatus.DEVICE_NEEDS_RESET.mask();
        told |= DeviceStatus.DEVICE_NEEDS_RESET.mask();
        probe.statusRead(told);
    }

    synchronized void reset() {
        status = 0;
        forget();
    }

    private void forget() {
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
