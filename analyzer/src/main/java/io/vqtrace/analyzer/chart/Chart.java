package io.vqtrace.analyzer.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.title.TextTitle;
import org.w3c.dom.Element;

/**
 * A finished chart. It holds everything it draws, so the session may be closed before it is written. Not thread-safe.
 */
public final class Chart {
    private static final int HEIGHT_OF_TITLES = 70;

    private final JFreeChart chart;
    private final int width;
    private final int height;

    Chart(JFreeChart chart, int width, int height) {
        this.chart = chart;
        this.width = width;
        this.height = height;
    }

    /**
     * Returns what stands above the picture: what it shows of which trace, the time and number of requests, and notes.
     *
     * @return three lines, for those who cannot see it
     */
    public String caption() {
        return titles().stream().map(TextTitle::getText).collect(Collectors.joining("\n"));
    }

    /**
     * Draws the chart into memory, four bytes a pixel.
     *
     * @return an opaque picture
     */
    public BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g2 = image.createGraphics();
        chart.draw(g2, new Rectangle2D.Double(0, 0, width, height));
        g2.dispose();
        return image;
    }

    /**
     * Draws the chart as one self-contained SVG document, as {@link #writeSvg} writes it.
     *
     * @return the document
     */
    public String svg() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new SvgDocument(chart, width, height).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /**
     * Writes the chart as a PNG picture. The file is written beside its target and renamed, so a failure leaves
     * neither half a picture nor a damaged older one.
     *
     * @param target file to create or replace
     * @throws IOException if the file cannot be written
     */
    public void writePng(Path target) throws IOException {
        BufferedImage image = image();
        ImageIO.setUseCache(false);
        replace(target, out -> {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this Java runtime has no PNG writer");
            }
        });
    }

    /**
     * Writes the chart as one self-contained SVG document. Text stays text. The same chart gives the same bytes on
     * the same machine; on another one, positions can differ with the font that stands for {@code sans-serif}.
     *
     * @param target file to create or replace, as with {@link #writePng}
     * @throws IOException if the file cannot be written
     */
    public void writeSvg(Path target) throws IOException {
        SvgDocument document = new SvgDocument(chart, width, height);
        replace(target, document::writeTo);
    }

    /**
     * Draws the chart for a page that shows title and notes as text of its own: they are left out of the picture, which
     * is lower by their height.
     *
     * @return the picture
     */
    public Drawing drawing() {
        List<TextTitle> titles = titles();
        titles.forEach(title -> title.setVisible(false));
        try {
            SvgDocument document = new SvgDocument(chart, width, height - HEIGHT_OF_TITLES);
            List<String> notes = titles.stream().skip(1).map(TextTitle::getText).toList();
            return new Drawing(titles.get(0).getText(), notes, document.root());
        } finally {
            titles.forEach(title -> title.setVisible(true));
        }
    }

    /** The title, then the lines below it. */
    private List<TextTitle> titles() {
        List<TextTitle> titles = new ArrayList<>(List.of(chart.getTitle()));
        for (Object subtitle : chart.getSubtitles()) {
            if (subtitle instanceof TextTitle text) {
                titles.add(text);
            }
        }
        return titles;
    }

    /**
     * A chart as vector graphics.
     *
     * @param title what it shows, and of which trace and queue
     * @param notes the time shown, how many requests, how they were measured
     * @param svg root of a document that refers to nothing outside itself
     */
    public record Drawing(String title, List<String> notes, Element svg) {}

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void replace(Path target, Content content) throws IOException {
        Path name = target.getFileName();
        if (name == null || Files.isDirectory(target)) {
            throw new IOException(target + " is a directory");
        }
        // A device or a pipe is written to, never replaced.
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            try (OutputStream out = Files.newOutputStream(target)) {
                content.writeTo(out);
            }
            return;
        }
        Path beside =
                target.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                content.writeTo(out);
            }
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
