package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Format;
import picocli.CommandLine.Option;

/** How a result is printed. */
final class OutputOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table (default), json (raw units, with a schema), csv (one flat table, raw units) or"
                    + " markdown (for a ticket).")
    private Format format;

    Format format() {
        return format;
    }
}
