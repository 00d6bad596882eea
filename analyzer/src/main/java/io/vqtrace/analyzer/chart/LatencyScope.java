package io.vqtrace.analyzer.chart;

import java.util.List;

/** What the charts of latency have in common: which queues, which panels, which note. */
record LatencyScope(Scope scope, List<Scope.Group> panels, ChartHeader header) {
    private static final int PANEL_HEIGHT = 130;

    /**
     * Leaves out supply queues, whose time from pop to used is no request's latency, unless nothing else is there.
     *
     * @throws ChartUnavailableException if no request was completed in the shown time
     */
    static LatencyScope of(Scope selected, ChartOptions options) throws ChartUnavailableException {
        Scope completed = selected.only(q -> q.completed() > 0);
        Scope shown = completed.requestQueues();
        if (shown.queues().isEmpty()) {
            throw new ChartUnavailableException(
                    selected.trace() + " holds no completed request in the shown time: there is no latency to draw");
        }
        List<Scope.Group> devices = shown.devices();
        List<Scope.Group> panels = devices.subList(0, Math.min(devices.size(), options.panels(PANEL_HEIGHT)));
        String note = shown.queues().get(0).supply()
                ? "from pop to used of supply queues, which is not a request's latency"
                : "from pop to used: the time in the device"
                        + (selected.lowerBound() ? ", without the wait before" : "");
        Scope drawn = shown.only(q -> panels.stream().anyMatch(p -> p.deviceId() == q.deviceId()));
        ChartHeader header = drawn.header(List.of(note), devices.size() - panels.size(), "device");
        return new LatencyScope(drawn, panels, header);
    }

    /**
     * A condition on rows of {@code requests}: completed in the shown time, with a known latency. Its two parameters
     * are the start and the end of the shown time.
     */
    static String measured(Scope scope) {
        return "\"end\" = 'used' and service_ns is not null and ts_used >= ? and ts_used < ? and " + scope.condition();
    }

    /** Index of the panel of a device. */
    int panelOf(int deviceId) {
        for (int i = 0; i < panels.size(); i++) {
            if (panels.get(i).deviceId() == deviceId) {
                return i;
            }
        }
        throw new IllegalArgumentException("no panel for device " + deviceId);
    }
}
