package io.vqtrace.analyzer.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The requests of one queue on tracks. Slices of one Perfetto track have to nest, and requests overlap as they like: each
 * gets the first lane that is free, and Perfetto shows lanes of one name and parent as one track.
 */
final class RequestLanes {
    private static final int DEPTH_RANK = 0;
    private static final int LANE_RANK = 1;

    private final PerfettoWriter writer;
    private final TrackTree tree;
    private final long queue;
    private final long depthTrack;
    private final List<Long> tracks = new ArrayList<>();
    private final PriorityQueue<Integer> free = new PriorityQueue<>();
    private int inFlight;

    RequestLanes(PerfettoWriter writer, TrackTree tree, long queue) throws IOException {
        this.writer = writer;
        this.tree = tree;
        this.queue = queue;
        depthTrack = tree.newUuid();
        writer.counter(depthTrack, queue, DEPTH_RANK, "in flight", "requests");
    }

    /**
     * Begins a request; its annotations have been given to the writer.
     *
     * @return its lane
     */
    int begin(long ts, String name) throws IOException {
        Integer lane = free.poll();
        if (lane == null) {
            lane = tracks.size();
            tracks.add(null);
        }
        writer.begin(ts, track(lane), name);
        inFlight++;
        writer.count(ts, depthTrack, inFlight);
        return lane;
    }

    /** Ends the request of a lane. */
    void end(long ts, int lane) throws IOException {
        writer.end(ts, track(lane));
        free.add(lane);
        inFlight--;
        writer.count(ts, depthTrack, inFlight);
    }

    private long track(int lane) throws IOException {
        Long known = tracks.get(lane);
        if (known == null) {
            known = tree.newUuid();
            tracks.set(lane, known);
            writer.track(known, queue, LANE_RANK, "requests");
        }
        return known;
    }
}
