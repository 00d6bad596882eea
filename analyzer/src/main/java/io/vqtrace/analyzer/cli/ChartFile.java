package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.chart.Chart;
import io.vqtrace.analyzer.chart.ChartUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** A picture that a command writes; the ending of its name chooses the format. */
final class ChartFile {
    private final Path file;
    private final boolean svg;

    private ChartFile(Path file, boolean svg) {
        this.file = file;
        this.svg = svg;
    }

    /**
     * Checks the name before any work is done.
     *
     * @throws CommandException if it ends in neither {@code .png} nor {@code .svg}
     */
    static ChartFile of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw CommandException.usage(file + " is neither .png nor .svg: the ending chooses the format");
        }
        return new ChartFile(file, name.endsWith(".svg"));
    }

    /** Draws a chart. */
    @FunctionalInterface
    interface Drawing {
        Chart draw() throws ChartUnavailableException, SQLException, IOException;
    }

    /**
     * Draws and writes it.
     *
     * @throws CommandException if the chart cannot be drawn from the capture, or the file not be written
     */
    void write(Drawing drawing) throws SQLException, IOException {
        Chart chart;
        try {
            chart = drawing.draw();
        } catch (ChartUnavailableException e) {
            throw CommandException.input(e.getMessage(), e);
        }
        try {
            if (svg) {
                chart.writeSvg(file);
            } else {
                chart.writePng(file);
            }
        } catch (IOException e) {
            throw CommandException.output("cannot write " + file + ": " + Failure.reason(e), e);
        }
    }
}
