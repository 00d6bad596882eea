package io.vqtrace.recorder.internal.path;

import io.vqtrace.recorder.CaptureLevel;

/** What all probes of a recorder have in common. */
public record Recording(TimeSource time, Gate gate, ChunkPool chunks, RingPool rings, CaptureLevel level) {}
