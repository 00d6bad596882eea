package io.vqtrace.analyzer.negotiation;

import io.vqtrace.analyzer.analysis.TraceSummary;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the content of {@code vqtrace negotiation} from a trace's small tables; no event is read. */
public final class NegotiationAnalysis {
    private static final Set<String> NOT_VIRTIO = Set.of("emulated", "vfio");

    private final TraceSession session;
    private final Map<Integer, DeviceHistory> histories;
    private final PciIdentities pci;

    /**
     * Reads the negotiation of a trace.
     *
     * @param session a session on the trace; no module is needed
     * @throws IOException if the trace cannot be read
     */
    public NegotiationAnalysis(TraceSession session) throws IOException {
        this.session = session;
        histories = DeviceHistory.of(session.files().negotiation());
        pci = PciIdentities.of(session.files());
    }

    /**
     * Tells the life of each selected device.
     *
     * @param summary the trace in a few numbers
     * @return attempts that touch the session's window
     * @throws SessionException if the selection names a device that the trace does not have
     */
    public NegotiationModel run(TraceSummary summary) throws SessionException {
        session.filter();
        List<NegotiatedDevice> devices = new ArrayList<>();
        List<NegotiationModel.Finding> findings = new ArrayList<>();
        NegotiationNotes notes = new NegotiationNotes();
        for (DeviceInfo info : selected()) {
            DeviceStory story = new DeviceStory(info, histories.get(info.row().device()), session.files(), pci);
            NegotiatedDevice device = windowed(story.tell());
            devices.add(device);
            findings.addAll(new NegotiationFindings(device, story.acceptedUnoffered()).all());
            notes.add(device);
        }
        findings.sort(NegotiationFindings.WORST_FIRST);
        return new NegotiationModel(summary, findings, devices, notes.all());
    }

    private List<DeviceInfo> selected() {
        List<String> wanted = session.options().devices();
        return session.catalog().devices().stream()
                .filter(info -> wanted.isEmpty() || wanted.stream().anyMatch(info::isNamed))
                .filter(info -> info.row().backend() == null
                        || !NOT_VIRTIO.contains(info.row().backend()))
                .toList();
    }

    private NegotiatedDevice windowed(NegotiatedDevice device) {
        SessionOptions options = session.options();
        List<DriverAttempt> attempts = device.attempts().stream()
                .filter(attempt ->
                        options.fromNs() == null || attempt.endNs() == null || attempt.endNs() >= options.fromNs())
                .filter(attempt ->
                        options.toNs() == null || attempt.startNs() == null || attempt.startNs() <= options.toNs())
                .map(attempt -> options.queues().isEmpty() ? attempt : attempt.onlyQueues(options.queues()))
                .toList();
        return device.withAttempts(attempts);
    }
}
