package io.vqtrace.analyzer.export;

/** How DuckDB writes a table. */
enum TableFormat {
    PARQUET("parquet", "FORMAT parquet, COMPRESSION zstd", true),
    CSV("csv", "FORMAT csv, HEADER true", false);

    private final String extension;
    private final String copyOptions;
    private final boolean partitioned;

    TableFormat(String extension, String copyOptions, boolean partitioned) {
        this.extension = extension;
        this.copyOptions = copyOptions;
        this.partitioned = partitioned;
    }

    /** Ending of a file's name, without the dot. */
    String extension() {
        return extension;
    }

    /** Options of the COPY statement. */
    String copyOptions() {
        return copyOptions;
    }

    /** Whether large views become a folder with a file per device and queue. */
    boolean partitioned() {
        return partitioned;
    }
}
