package io.vqtrace.backend.queue;

import io.vqtrace.backend.protocol.PackedInflight;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.DescriptorLog;
import io.vqtrace.backend.ring.PackedDeviceRing;
import java.util.List;

/** Requests in flight of a packed ring: copies of their descriptors. */
final class PackedRequestLog implements RequestLog, DescriptorLog {
    private final PackedInflight inflight;
    private final PackedDeviceRing ring;
    private final List<PackedInflight.Chain> former;
    private int retaken;

    /** Where a chain is written down, by its id. */
    private final int[] entries;

    PackedRequestLog(PackedInflight inflight, PackedDeviceRing ring) {
        this.inflight = inflight;
        this.ring = ring;
        entries = new int[ring.setup().size()];
        PackedInflight.Recovery recovery = inflight.recover(ring.usedIndex(), ring.usedWrap(), ring::flags);
        former = recovery.chains();
        int descriptors =
                former.stream().mapToInt(chain -> chain.descriptors().size()).sum();
        // Also where nothing was left: the front end does not know how far its back end came before it died.
        ring.resume(recovery.usedIndex(), recovery.usedWrap(), descriptors);
        ring.log(this);
    }

    @Override
    public boolean retake(ChainBurst burst, int max) {
        int end = Math.min(former.size(), retaken + Math.min(max, burst.capacity()));
        for (; retaken < end; retaken++) {
            PackedInflight.Chain chain = former.get(retaken);
            ring.beginRetake(burst);
            int id = 0;
            for (int i = 0; i < chain.descriptors().size(); i++) {
                PackedInflight.Descriptor one = chain.descriptors().get(i);
                ring.retake(burst, one.address(), one.length(), one.flags(), i > 0);
                id = one.id();
            }
            if (id < entries.length) {
                entries[id] = chain.entry();
            }
            ring.endRetake(burst, id, chain.descriptors().size());
        }
        return burst.count() > 0;
    }

    @Override
    public boolean descriptor(long address, int length, int id, int flags) {
        return inflight.descriptor(address, length, id, flags);
    }

    @Override
    public void taken(int head) {
        entries[head] = inflight.taken();
    }

    @Override
    public void abandoned() {
        inflight.abandon();
    }

    @Override
    public void taken(ChainBurst burst) {
        // The ring told of each one's descriptors when it read them.
    }

    @Override
    public void using(int head) {
        inflight.using(entries[head]);
    }

    @Override
    public void publishing() {
        inflight.publishing(ring.usedIndex(), ring.usedWrap());
    }

    @Override
    public void published() {
        inflight.published();
    }
}
