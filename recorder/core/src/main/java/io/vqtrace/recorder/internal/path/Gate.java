package io.vqtrace.recorder.internal.path;

/** Whether rows are stored. */
public final class Gate {
    private volatile boolean open = true;

    public boolean isOpen() {
        return open;
    }

    public void set(boolean newOpen) {
        open = newOpen;
    }
}
