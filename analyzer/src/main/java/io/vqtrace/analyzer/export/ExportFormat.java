package io.vqtrace.analyzer.export;

import java.util.Arrays;
import java.util.Optional;

/** The formats that a trace can be exported to. */
public enum ExportFormat {
    /** Perfetto's TrackEvent protobuf. */
    PERFETTO("perfetto", "a timeline for ui.perfetto.dev", false),
    /** Parquet files. */
    PARQUET("parquet", "a folder of Parquet files, by view, device and queue", true),
    /** CSV files. */
    CSV("csv", "a folder of CSV files, one per view", true),
    /** An HdrHistogram log. */
    HDR("hdr", "an HdrHistogram log of latencies by queue, phase and interval", false),
    /** The report in the OpenMetrics text format. */
    OPENMETRICS("openmetrics", "the report's figures as OpenMetrics text", false);

    private final String label;
    private final String description;
    private final boolean folder;

    ExportFormat(String label, String description, boolean folder) {
        this.label = label;
        this.description = description;
        this.folder = folder;
    }

    /**
     * Returns the name on the command line.
     *
     * @return lower case
     */
    public String label() {
        return label;
    }

    /**
     * Returns what is written, as one clause.
     *
     * @return text for a help page
     */
    public String description() {
        return description;
    }

    /**
     * Tells whether the format consists of one file per view.
     *
     * @return true if the export is a folder, unless a single view is asked for
     */
    public boolean tables() {
        return folder;
    }

    /**
     * Finds a format by its name on the command line.
     *
     * @param label a name such as "perfetto"
     * @return the format, or empty if there is none of this name
     */
    public static Optional<ExportFormat> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst();
    }
}
