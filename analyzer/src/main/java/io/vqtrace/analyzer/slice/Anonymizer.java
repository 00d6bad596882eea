package io.vqtrace.analyzer.slice;

import io.vqtrace.analyzer.slice.Pseudonyms.Domain;
import io.vqtrace.trace.Clock;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.ThreadEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Decides what of a trace names a guest, its host or its data: names, source ids, bus addresses, guest addresses, sectors
 * and other arguments, configuration values, thread ids and roles with a name. Types, models, sizes, features and times
 * are kept: they are what is to be explained.
 */
final class Anonymizer implements SliceFilter {
    private static final Pattern POINTER = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern NAMELESS_ROLE = Pattern.compile("main|shared|vcpu \\d+");
    private static final String IOTHREAD = "iothread ";

    private final Pseudonyms pseudonyms;

    Anonymizer(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    @Override
    public String host(String host) {
        return named("host-", host);
    }

    /** Anchors tell since when the host has been up. */
    @Override
    public Clock clock(Clock clock) {
        return new Clock(clock.source(), clock.resolutionNs(), List.of());
    }

    @Override
    public String sliceOf(String traceName) {
        return null;
    }

    private String named(String prefix, String value) {
        return value == null ? null : prefix + pseudonyms.text(value);
    }

    private String identity(String value) {
        boolean pointer = value != null && POINTER.matcher(value).matches();
        return named(pointer ? "0x" : "id-", value);
    }

    private Long number(Domain domain, Long value) {
        return value == null ? null : Long.valueOf(pseudonyms.number(domain, value));
    }

    @Override
    public DeviceRow device(DeviceRow row) {
        return new DeviceRow(
                row.device(),
                named("device-", row.name()),
                row.type(),
                row.typeId(),
                row.transport(),
                identity(row.sourceId()),
                row.backend(),
                named("address-", row.address()),
                row.model(),
                row.events(),
                row.join() == null ? null : row.join().replaceFirst(":.*", ""));
    }

    @Override
    public QueueRow queue(QueueRow row) {
        return new QueueRow(
                row.device(),
                row.queue(),
                row.role(),
                row.kind(),
                row.ring(),
                row.size(),
                row.maxSize(),
                row.vector(),
                number(Domain.ADDRESS, row.descAddr()),
                number(Domain.ADDRESS, row.driverAddr()),
                number(Domain.ADDRESS, row.deviceAddr()),
                row.ts(),
                row.source());
    }

    @Override
    public NegotiationRow negotiation(NegotiationRow row) {
        return new NegotiationRow(
                row.device(),
                row.ts(),
                row.step(),
                row.queue(),
                isConfiguration(row.step()) ? number(Domain.CONFIGURATION, row.value()) : row.value(),
                row.featuresLow(),
                row.featuresHigh(),
                row.actor(),
                row.thread(),
                row.source(),
                null);
    }

    /** A device's configuration holds its MAC address, capacity, label. */
    private static boolean isConfiguration(NegotiationStep step) {
        return step == NegotiationStep.CONFIG_READ || step == NegotiationStep.CONFIG_WRITE;
    }

    @Override
    public ThreadEntry thread(ThreadEntry entry) {
        return new ThreadEntry(
                entry.thread(), pseudonyms.number(Domain.THREAD, entry.tid()) & Integer.MAX_VALUE, role(entry.role()));
    }

    private String role(String role) {
        if (role == null || NAMELESS_ROLE.matcher(role).matches()) {
            return role;
        }
        return role.startsWith(IOTHREAD) ? named(IOTHREAD, role.substring(IOTHREAD.length())) : named("thread-", role);
    }

    /** A value is data of the guest only where it is a request's argument. */
    @Override
    public void event(EventRow row) {
        boolean request = row.kind == EventKind.USED.code()
                || row.kind == EventKind.OPEN.code()
                || row.kind == EventKind.POP.code();
        if (request && (row.flags & Observed.VALUE) != 0) {
            row.value = pseudonyms.number(Domain.ARGUMENT, row.value);
        }
    }

    /** Keeps the numbers of an import or a recording: the rest is paths, inputs and names of events. */
    @Override
    public Map<String, Object> counters(Map<String, Object> object) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
                numbers.put(key, value);
            }
        });
        return numbers;
    }

    @Override
    public List<String> warnings(List<String> warnings) {
        return warnings.isEmpty()
                ? warnings
                : List.of("warnings left out because they may hold names: " + warnings.size());
    }
}
