package io.vqtrace.analyzer.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** Tells whether this machine can write text into a picture. */
final class Fonts {
    private static final String ADVICE =
            "charts need fontconfig and a font" + ", for example: apt install fontconfig fonts-dejavu-core";

    private Fonts() {}

    /**
     * Measures one text, which loads everything that drawing text will need.
     *
     * @throws ChartUnavailableException if the Java runtime finds no font, no fontconfig or no freetype
     */
    static void require() throws ChartUnavailableException {
        double width;
        try {
            width = Style.TICK
                    .getStringBounds("0", new FontRenderContext(null, true, true))
                    .getWidth();
        } catch (RuntimeException | LinkageError | InternalError e) {
            // Without fonts the runtime throws whatever its native layer trips over; it differs between versions.
            throw new ChartUnavailableException(ADVICE, e);
        }
        if (!(width > 0) || !new Font(Font.SANS_SERIF, Font.PLAIN, 12).canDisplay('0')) {
            throw new ChartUnavailableException(ADVICE);
        }
    }
}
