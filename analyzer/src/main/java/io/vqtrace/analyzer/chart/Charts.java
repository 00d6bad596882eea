package io.vqtrace.analyzer.chart;

import java.sql.Connection;
import java.sql.SQLException;
import org.jfree.chart.JFreeChart;

/** Draws charts of a trace. */
public final class Charts {
    static {
        // A picture needs no display; without this, a DISPLAY that nobody listens on would be an error.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private Charts() {}

    /** Draws from the views that a connection shows. */
    static Chart draw(ChartKind kind, Connection connection, TraceSpan trace, ChartOptions options)
            throws SQLException, ChartUnavailableException {
        Fonts.require();
        Views views = new Views(connection);
        Scope scope = Scope.of(views, trace, options, kind);
        JFreeChart chart = kind.source().draw(views, scope, options);
        return new Chart(chart, options.width(), options.height());
    }
}
