package io.vqtrace.recorder.internal.drain;

import io.vqtrace.recorder.internal.RecorderOptions;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.TraceWriter;
import io.vqtrace.trace.WriteIntent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Opens the traces of a recorder, and keeps what their {@code trace.json} says up to date. */
public final class TraceFactory {
    private final RecorderOptions options;
    private final ClockWatch clock;
    private final Supplier<Map<String, Object>> account;
    private final String host;

    /**
     * Prepares for traces.
     *
     * @param account makes the object {@code recorder} of {@code trace.json}
     */
    public TraceFactory(RecorderOptions options, ClockWatch clock, Supplier<Map<String, Object>> account) {
        this.options = options;
        this.clock = clock;
        this.account = account;
        host = hostName();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * Creates a trace.
     *
     * @param mode {@code mode} of {@code trace.json}
     * @param intent is told where each batch goes
     */
    public TraceWriter create(Path directory, String mode, WriteIntent intent) throws IOException {
        TraceWriter writer = TraceWriter.builder(directory)
                .source("recorder")
                .host(host)
                .mode(mode)
                .level(options.level().label())
                .clock(clock.describe())
                .compression(options.compression())
                .segmentBytes(options.segmentBytes())
                .segmentNanos(options.segmentNanos())
                .budgetBytes(options.budgetBytes())
                .beforeWrite(intent)
                .open();
        List<String> observable = new ArrayList<>();
        for (EventKind kind : options.level().kinds()) {
            observable.add(kind.label());
        }
        observable.add("negotiation");
        writer.put("observable", observable);
        return writer;
    }

    /** Brings {@code trace.json} up to date with clock and counts; it is written at the writer's next checkpoint. */
    public void refresh(TraceWriter writer) {
        writer.clock(clock.describe());
        writer.put("recorder", account.get());
    }
}
