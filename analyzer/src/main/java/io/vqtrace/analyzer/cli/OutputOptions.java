package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Format;
import picocli.CommandLine.Option;

/** How a result is printed. */
final class OutputOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table (default), json (with a schema), csv (one flat table; its header names the columns) or"
                    + " markdown (for a ticket). JSON and CSV are in raw units, told by the name's ending: _ns, _bytes,"
                    + " _ratio, _per_s.")
    private Format format;

    Format format() {
        return format;
    }
}
