package io.vqtrace.analyzer.inventory;

import io.vqtrace.imports.machine.MachineDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A device while its sources are put together: earlier ones say what later ones leave open. */
final class FoundDevice {
    private MachineDevice description;
    private TracedDevice traced;
    private boolean byOrder;

    FoundDevice(MachineDevice description) {
        this.description = description;
    }

    MachineDevice description() {
        return description;
    }

    /** Returns what the trace showed of it, null if nothing. */
    TracedDevice traced() {
        return traced;
    }

    List<QueueEvidence> queues() {
        return traced == null ? List.of() : traced.queues();
    }

    /** Returns whether it was found in the trace only by its place among several that look alike. */
    boolean byOrder() {
        return byOrder;
    }

    void trace(TracedDevice device, boolean matchedByOrder) {
        traced = device;
        byOrder = matchedByOrder;
    }

    void merge(MachineDevice other) {
        MachineDevice own = description;
        Map<String, String> properties = new LinkedHashMap<>(other.properties());
        properties.putAll(own.properties());
        Set<String> notes = new LinkedHashSet<>(own.notes());
        notes.addAll(other.notes());
        description = new MachineDevice(
                first(own.id(), other.id()),
                first(own.model(), other.model()),
                own.deviceClass(),
                first(own.implementation(), other.implementation()),
                first(own.backend(), other.backend()),
                first(own.virtioType(), other.virtioType()),
                first(own.counterpart(), other.counterpart()),
                first(own.address(), other.address()),
                first(own.parent(), other.parent()),
                properties,
                new ArrayList<>(notes));
    }

    private static <T> T first(T own, T other) {
        return own == null ? other : own;
    }

    /** Tells whether a description of another source is of this device. */
    boolean is(MachineDevice other) {
        return description.id() != null && description.id().equals(other.id())
                || same(description.address(), other.address())
                || same(description.property("mac"), other.property("mac"))
                || description.deviceClass() == other.deviceClass()
                        && same(description.property("file"), other.property("file"));
    }

    private static boolean same(String own, String other) {
        return own != null && other != null && own.equalsIgnoreCase(other);
    }

    /** Tells whether a description could be of this device, with nothing that speaks against it. */
    boolean couldBe(MachineDevice other) {
        return Objects.equals(description.model(), other.model()) && (description.id() == null || other.id() == null);
    }
}
