package io.vqtrace.analyzer.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.chart.JFreeChart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Every kind of chart from records, as PNG and as SVG. */
class DrawingTest {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 700;
    private static final int SMALLEST_FONT_PIXELS = 12;
    private static final long LARGEST_SVG_BYTES = 500_000;

    @TempDir
    Path folder;

    static Stream<Arguments> charts() {
        return Stream.of(
                of(
                        "latency",
                        () -> LatencyChart.draw(DemoData.latency(1)),
                        "Latency over time",
                        "latency (log scale)",
                        "p99"),
                of("latency of 3 devices", () -> LatencyChart.draw(DemoData.latency(3)), "disk0", "disk1", "disk2"),
                of(
                        "latency-histogram",
                        () -> LatencyHistogramChart.draw(DemoData.histogram(1)),
                        "Latency distribution",
                        "requests per bin",
                        "p50 12 µs",
                        "1 ms"),
                of(
                        "latency-heatmap",
                        () -> LatencyHeatMapChart.draw(DemoData.heatMap(2)),
                        "Latency heat map",
                        Axes.TIME_LABEL,
                        "2–3"),
                of(
                        "depth at the ring's size",
                        () -> DepthChart.draw(DemoData.depth(1, 8, null)),
                        "Requests in flight over time",
                        "in flight",
                        "ring size 8"),
                of(
                        "depth at a plateau",
                        () -> DepthChart.draw(DemoData.depth(2, 256, 8)),
                        "plateau at 8",
                        "disk0 requestq0, ring size 256 (above this scale), plateau at 8"),
                of(
                        "depth of 64 queues",
                        () -> DepthChart.draw(DemoData.depth(64, null, null)),
                        "disk0 requestq63, ring size unknown"),
                of(
                        "saturation",
                        () -> SaturationChart.draw(DemoData.states(4)),
                        "Saturation",
                        "ring-full",
                        "disk0 requestq3"),
                of(
                        "saturation of 64 queues",
                        () -> SaturationChart.draw(DemoData.states(64)),
                        "stalled",
                        Axes.TIME_LABEL),
                of(
                        "moderation",
                        () -> ModerationChart.draw(DemoData.moderation(6)),
                        "Completions per interrupt",
                        "completions / interrupt",
                        "interrupts (%)",
                        "3–4"),
                of(
                        "rates",
                        () -> RatesChart.draw(DemoData.rates(2, true)),
                        "Requests, kicks and interrupts per second",
                        "per second",
                        "kicks"),
                of(
                        "negotiation",
                        () -> NegotiationChart.draw(DemoData.handshakes(1)),
                        "Negotiation",
                        "DRIVER_OK",
                        "2 kernel?: 12 of 14 features, 2 queues"),
                of(
                        "negotiation of 12 devices",
                        () -> NegotiationChart.draw(DemoData.handshakes(12)),
                        "disk11",
                        "1 firmware?",
                        "queue set up"),
                of("rates without interrupts", () -> RatesChart.draw(DemoData.rates(1, false)), "requests completed"));
    }

    @Test
    void twoTracesAreDrawnOverEachOther() throws Exception {
        Path file = folder.resolve("overlay.svg");
        new Chart(LatencyOverlayChart.draw(DemoData.overlay(3)), WIDTH, HEIGHT).writeSvg(file);
        List<String> written = textsOf(file);
        for (String text : List.of(
                "Latency before and after",
                "A: before",
                "B: after",
                "disk2 queue 0",
                "p99 64 µs → 256 µs (+300.0 %)",
                "service time (log scale)")) {
            assertTrue(written.contains(text), text + " is not among " + written);
        }
    }

    private static Arguments of(String name, Supplier<JFreeChart> chart, String... texts) {
        return Arguments.of(name, chart, List.of(texts));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void drawsThePngInItsSize(String name, Supplier<JFreeChart> chart, List<String> texts) throws IOException {
        Path file = folder.resolve("chart.png");
        new Chart(chart.get(), WIDTH, HEIGHT).writePng(file);

        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(WIDTH, image.getWidth());
        assertEquals(HEIGHT, image.getHeight());
        assertEquals(0xffffffff, image.getRGB(0, 0), "background");
        assertTrue(colours(image).size() > 20, "nothing but " + colours(image).size() + " colours");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void drawsTheSvgWithItsTextAsText(String name, Supplier<JFreeChart> chart, List<String> texts) throws Exception {
        Path file = folder.resolve("chart.svg");
        new Chart(chart.get(), WIDTH, HEIGHT).writeSvg(file);

        List<String> written = textsOf(file);
        for (String text : texts) {
            assertTrue(written.stream().anyMatch(t -> t.contains(text)), text + " is not among " + written);
        }
        assertTrue(written.stream().anyMatch(t -> t.contains("demo, disk0")), "the title names trace and device");
        assertTrue(written.stream().anyMatch(t -> t.contains("trace start 2026-11-22 12:57:20.186431 UTC")));
        assertTrue(Files.size(file) < LARGEST_SVG_BYTES, Files.size(file) + " bytes");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void drawsTheSameSvgAgain(String name, Supplier<JFreeChart> chart, List<String> texts) throws IOException {
        Path first = folder.resolve("first.svg");
        Path second = folder.resolve("second.svg");
        new Chart(chart.get(), WIDTH, HEIGHT).writeSvg(first);
        new Chart(chart.get(), WIDTH, HEIGHT).writeSvg(second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void refersToNothingOutsideAndKeepsFontsLegible(String name, Supplier<JFreeChart> chart, List<String> texts)
            throws IOException {
        Path file = folder.resolve("chart.svg");
        new Chart(chart.get(), WIDTH, HEIGHT).writeSvg(file);
        String svg = Files.readString(file);
        assertFalse(svg.contains("<!DOCTYPE"), "document type");
        assertFalse(svg.contains("<image"), "embedded picture");
        assertFalse(
                svg.contains("http://") && svg.replace("http://www.w3.org/", "").contains("http://"), "address");
        var sizes = Pattern.compile("font-size=\"([0-9.]+)px\"").matcher(svg);
        while (sizes.find()) {
            assertTrue(Double.parseDouble(sizes.group(1)) >= SMALLEST_FONT_PIXELS, sizes.group());
        }
    }

    @Test
    void doesNotReplaceWhatIsNoFile() throws IOException {
        Path device = folder.resolve("device.svg");
        Files.createSymbolicLink(device, Path.of("/dev/null"));
        new Chart(LatencyOverlayChart.draw(DemoData.overlay(3)), WIDTH, HEIGHT).writeSvg(device);
        assertTrue(Files.isSymbolicLink(device));
    }

    @Test
    void drawsZeroLatencyAtTheStepOfTheClock() throws Exception {
        TimeBuckets buckets = DemoData.buckets(10);
        long[] zero = new long[buckets.count()];
        long[] count = new long[buckets.count()];
        count[3] = 5;
        LatencySeries data = new LatencySeries(
                DemoData.header("disk0"),
                buckets,
                DemoData.RESOLUTION_NS,
                List.of(new LatencySeries.Panel("disk0", count, zero, zero, zero, zero)));
        List<String> texts = texts(LatencyChart.draw(data));
        assertTrue(texts.stream().anyMatch(t -> t.contains("drawn at 1 µs")), texts.toString());
        assertTrue(texts.contains("1 µs"), texts.toString());
    }

    @Test
    void showsASinglePointAsADot() throws IOException {
        TimeBuckets buckets = DemoData.buckets(10);
        double[] one = new double[buckets.count()];
        Arrays.fill(one, Double.NaN);
        one[4] = 2;
        ModerationSeries data = new ModerationSeries(
                DemoData.header("disk0"),
                buckets,
                List.of("2"),
                List.of(new ModerationSeries.Queue("disk0 queue 0", one, new long[] {0})),
                List.of());
        Path file = folder.resolve("dot.png");
        new Chart(ModerationChart.draw(data), WIDTH, HEIGHT).writePng(file);
        BufferedImage upperHalf = ImageIO.read(file.toFile()).getSubimage(0, 100, WIDTH, HEIGHT / 2 - 100);
        assertTrue(colours(upperHalf).contains(Style.BLUE.getRGB()), "the dot is missing");
    }

    @Test
    void replacesAnOlderFileAndLeavesNothingBeside() throws IOException {
        Path file = folder.resolve("chart.png");
        Files.writeString(file, "old");
        new Chart(RatesChart.draw(DemoData.rates(1, true)), WIDTH, HEIGHT).writePng(file);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
        assertTrue(Files.size(file) > 1000);
    }

    private List<String> texts(JFreeChart chart) throws Exception {
        Path file = folder.resolve("texts.svg");
        new Chart(chart, WIDTH, HEIGHT).writeSvg(file);
        return textsOf(file);
    }

    private static List<String> textsOf(Path svg) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
        assertEquals("svg", document.getDocumentElement().getTagName());
        NodeList nodes = document.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }
}
