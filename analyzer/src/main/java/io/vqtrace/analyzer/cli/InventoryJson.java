package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.inventory.InventoryModel;
import io.vqtrace.analyzer.inventory.InventoryModel.Device;
import io.vqtrace.analyzer.inventory.InventoryModel.Queue;
import io.vqtrace.analyzer.inventory.InventoryModel.WorkloadDevices;
import io.vqtrace.analyzer.inventory.QueueEvidence;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON of {@code vqtrace inventory}, whose keys no record could all have: {@code class} is a word of Java. */
final class InventoryJson {
    private InventoryJson() {}

    static Map<String, Object> of(InventoryModel model) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("workloads", model.workloads().stream().map(InventoryJson::of).toList());
        json.put("totals", model.totals());
        return json;
    }

    private static Map<String, Object> of(WorkloadDevices workload) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", workload.name());
        json.put("sources", workload.sources());
        json.put("devices", workload.devices().stream().map(InventoryJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(Device device) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", device.id());
        json.put("name", device.name());
        json.put("class", device.deviceClass());
        json.put("model", device.model());
        json.put("implementation", device.implementation());
        json.put("backend", device.backend());
        json.put("attached_to", device.attachedTo());
        json.put("address", device.address());
        json.put("queues", device.queues().stream().map(InventoryJson::of).toList());
        json.put("verdict", device.verdict());
        json.put("reason", device.reason());
        json.put("steps", device.steps());
        json.put("notes", device.notes());
        return json;
    }

    /** The evidence with its verdict beside it. */
    private static Map<String, Object> of(Queue queue) {
        QueueEvidence evidence = queue.evidence();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("queue", evidence.queue());
        json.put("role", evidence.role());
        json.put("kind", evidence.kind());
        json.put("ring", evidence.ring());
        json.put("size", evidence.size());
        json.put("requests", evidence.requests());
        json.put("requests_per_s", evidence.requestsPerS());
        json.put("wait_mean_ns", evidence.waitMeanNs());
        json.put("service_mean_ns", evidence.serviceMeanNs());
        json.put("notify_mean_ns", evidence.notifyMeanNs());
        json.put("virtio_ratio", evidence.virtioRatio());
        json.put("service_p99_ns", evidence.serviceP99Ns());
        json.put("in_flight_max", evidence.inFlightMax());
        json.put("outstanding_mean", evidence.outstandingMean());
        json.put("saturation", evidence.saturation());
        json.put("saturation_evidence", evidence.saturationEvidence());
        json.put("kicks_per_request", evidence.kicksPerRequest());
        json.put("completions_per_interrupt", evidence.completionsPerInterrupt());
        json.put("delayed_ratio", evidence.delayedRatio());
        json.put("interrupt_storm", evidence.storm());
        json.put("drops", evidence.drops());
        json.put("full_ratio", evidence.recordedFullRatio());
        json.put("sufficient_size", evidence.sufficientSize());
        json.put("sufficient_full_ratio", evidence.sufficientFullRatio());
        json.put("verdict", queue.verdict());
        json.put("reason", queue.reason());
        return json;
    }
}
