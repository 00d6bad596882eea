package io.vqtrace.recorder.internal.trigger;

import io.vqtrace.recorder.internal.path.QueuePath;

/** A recorder's queue as triggers see it. What the catalog says of it is refreshed when that changes. */
final class CatalogQueue implements WatchedQueue {
    private final QueuePath path;
    private final String deviceName;
    private boolean supply;
    private int size;

    CatalogQueue(QueuePath path, String deviceName) {
        this.path = path;
        this.deviceName = deviceName;
        size = path.size();
    }

    QueuePath path() {
        return path;
    }

    void refresh(boolean isSupply, int configuredSize) {
        supply = isSupply;
        size = configuredSize;
    }

    @Override
    public int device() {
        return path.heads().device();
    }

    @Override
    public int queue() {
        return path.heads().queue();
    }

    @Override
    public String deviceName() {
        return deviceName;
    }

    @Override
    public boolean supply() {
        return supply;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long published() {
        return path.published();
    }

    @Override
    public long popped() {
        return path.popped();
    }

    @Override
    public long returned() {
        return path.ended();
    }

    @Override
    public long lowAt() {
        return path.lowAt();
    }

    @Override
    public void lowMark(int chains) {
        path.lowMark(chains);
    }

    @Override
    public void openChains(OpenChain visitor) {
        path.heads().visit(visitor::chain);
    }
}
