package io.vqtrace.virtio.register;

import io.vqtrace.virtio.DeviceStatus;

/** What both transports have in common: status, features and configuration of a device. */
final class DeviceRegisters {
    private static final int RING_PACKED = 34;
    private static final int NOTIFICATION_DATA = 38;
    private static final int RING_RESET = 40;

    final FeatureWords offered = new FeatureWords();
    final FeatureWords accepted = new FeatureWords();

    private final Access access;
    private long toldLow;
    private long toldHigh;
    /** Words of the offer that was told last; 0 if none was since the reset. */
    private int toldWords;

    private int status;
    /** Status that was told last when read; -1 if none was since the last write. */
    private int toldStatus = -1;

    private boolean featuresOkUnread;
    private boolean resetPending;
    private int generation = RegisterListener.UNKNOWN;

    DeviceRegisters(Access access) {
        this.access = access;
    }

    /** Tells of feature words that were accessed before; called before any access to another register is decoded. */
    void settle() {
        if (offered.pending()) {
            offered.take();
            boolean told = toldWords == offered.seen() && toldLow == offered.low() && toldHigh == offered.high();
            if (!told) {
                toldWords = offered.seen();
                toldLow = offered.low();
                toldHigh = offered.high();
                access.listener.featuresOffered(toldLow, toldHigh, toldWords);
            }
        }
        if (accepted.pending()) {
            accepted.take();
            access.listener.featuresAccepted(accepted.low(), accepted.high());
        }
    }

    void offeredWordRead(int from, int width, long part) {
        if (offered.notSelected()) {
            access.fault(RegisterFault.FEATURES_NOT_SELECTED);
        }
        offered.word(from, width, part);
    }

    void acceptedWordWritten(int from, int width, long part) {
        if (accepted.notSelected()) {
            access.fault(RegisterFault.FEATURES_NOT_SELECTED);
        }
        if (DeviceStatus.FEATURES_OK.in(status)) {
            access.fault(RegisterFault.FEATURES_AFTER_FEATURES_OK);
        }
        accepted.word(from, width, part);
    }

    boolean packed() {
        return accepted.has(RING_PACKED);
    }

    boolean notificationData() {
        return accepted.has(NOTIFICATION_DATA);
    }

    boolean ringReset() {
        return accepted.has(RING_RESET);
    }

    /**
     * The status was written.
     *
     * @param resetMustBeAwaited whether the transport asks the driver to read 0 before it goes on
     * @return whether the device was reset
     */
    boolean statusWritten(int value, boolean resetMustBeAwaited) {
        if (value != 0 && resetPending && resetMustBeAwaited) {
            resetPending = false;
            access.fault(RegisterFault.RESET_NOT_AWAITED);
        }
        if (DeviceStatus.DRIVER_OK.in(value)) {
            goesOn();
        }
        boolean becomesOk = DeviceStatus.FEATURES_OK.in(value) && !DeviceStatus.FEATURES_OK.in(status);
        featuresOkUnread = value != 0 && (featuresOkUnread || becomesOk);
        status = value;
        toldStatus = -1;
        access.listener.statusWritten(value);
        if (value != 0) {
            return false;
        }
        resetPending = true;
        offered.reset();
        accepted.reset();
        toldWords = 0;
        access.listener.deviceReset();
        return true;
    }

    /** The driver does what may only come after the features are agreed on. */
    void goesOn() {
        if (featuresOkUnread) {
            featuresOkUnread = false;
            access.fault(RegisterFault.FEATURES_OK_NOT_READ);
        }
    }

    /** The status was read, and perhaps nobody knows what the device answered. */
    void statusRead() {
        featuresOkUnread = false;
    }

    /** The status was read. */
    void statusRead(int value) {
        statusRead();
        if (value != toldStatus) {
            toldStatus = value;
            access.listener.statusRead(value);
        }
        status = value;
        if (value == 0 && resetPending) {
            resetPending = false;
            access.listener.deviceResetComplete();
        }
    }

    void generationRead(int value) {
        if (generation != RegisterListener.UNKNOWN && generation != value) {
            access.listener.configGenerationChanged(value);
        }
        generation = value;
    }

    /** Tells whether the driver is choosing features. */
    boolean negotiating() {
        return DeviceStatus.DRIVER.in(status)
                && (status & (DeviceStatus.FEATURES_OK.mask() | DeviceStatus.DRIVER_OK.mask())) == 0;
    }
}
