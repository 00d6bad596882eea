package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.browser.Browser;
import io.vqtrace.analyzer.fixture.TestTrace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The postmortems of the sample traces in a headless Chromium, as a reader gets them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostmortemPageIT {
    private static final Path SAMPLES = Path.of(System.getProperty("vqtrace.samples"));
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final long MOST_BYTES = 2_000_000;
    private static final double POINTS_PER_MM = 72 / 25.4;
    private static final int TAB = 9;

    @TempDir
    private static Path folder;

    private Browser browser;

    @BeforeAll
    void start() throws Exception {
        Browser.assumeInstalled();
        browser = new Browser(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    static Stream<Path> samples() throws Exception {
        try (Stream<Path> all = Files.list(SAMPLES)) {
            return all
                    .filter(sample ->
                            sample.toString().endsWith(".vqtrace.zip") || Files.exists(sample.resolve("trace.log.gz")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private Path page(Path trace) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("report"));
        if (Files.exists(trace.resolve("trace.log.gz"))) {
            arguments.add(trace.resolve("trace.log.gz").toString());
            if (Files.isDirectory(trace.resolve("facts"))) {
                arguments.addAll(List.of("--facts", trace.resolve("facts").toString()));
            }
        } else {
            arguments.add(trace.toString());
        }
        Path page = folder.resolve(trace.getFileName() + ".html");
        arguments.addAll(List.of("--html", page.toString(), "--force"));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int code = new Cli(Console.of(new ByteArrayOutputStream(), errors)).run(arguments.toArray(String[]::new));
        assertEquals("0 ", code + " " + errors.toString(StandardCharsets.UTF_8));
        return page;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleReadsOnADesktopAndOnAPhone(Path sample) throws Exception {
        Path page = page(sample);
        assertTrue(Files.size(page) < MOST_BYTES, page + " has " + Files.size(page));
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            for (int width : List.of(1280, 380)) {
                browser.load(page, width);
                assertShownQuietly(page, width);
            }
        }
    }

    private void assertShownQuietly(Path page, int width) throws Exception {
        String where = page.getFileName() + " at " + width;
        assertEquals(List.of(), browser.troubles(), where);
        assertEquals(List.of(page.toUri().toString()), browser.requests(), where);
        String widths = "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth";
        assertTrue(browser.evaluate(widths).asBoolean(), where + " scrolls sideways");
        assertEquals(1, count("h1"), where);
        assertTrue(count("h2") >= 5, where);
        assertEquals("", browser.evaluate(SKIPPED_LEVELS).asString(), where);
        assertEquals(count("table"), count("table > caption"), where + ": tables without caption");
        assertEquals(count("svg"), count("svg[role=img] > title"), where + ": pictures without title");
        String colours = "getComputedStyle(document.documentElement).backgroundColor";
        assertFalse(browser.evaluate(colours).asString().equals("rgba(0, 0, 0, 0)"), "the style sheet applies");
    }

    /** Headings that are more than one level below the one before. */
    private static final String SKIPPED_LEVELS = """
            (() => { let last = 0, skipped = [];
              for (const h of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
                const level = +h.tagName[1];
                if (level > last + 1) skipped.push(h.textContent);
                last = level; }
              return skipped.join(', '); })()""";

    private int count(String selector) throws Exception {
        return browser.evaluate("document.querySelectorAll('" + selector + "').length")
                .asInt();
    }

    @Test
    void aScriptForANameIsText() throws Exception {
        TestTrace trace = new TestTrace().device(0, SCRIPT, "virtio-blk").queue(0, 0, 64);
        for (int i = 0; i < 50; i++) {
            trace.kick(0, 0, i * 1_000_000L).used(0, 0, i * 1_000_000L, i * 1_000_000L + 400_000);
        }
        Path page = page(trace.write(folder.resolve("script.vqtrace")));
        browser.load(page, 1280);
        assertShownQuietly(page, 1280);
        assertEquals(0, count("script"));
        assertTrue(browser.evaluate("document.body.innerText").asString().contains(SCRIPT));
        assertTrue(browser.evaluate("document.querySelector('section section h3').textContent")
                .asString()
                .startsWith(SCRIPT));
        assertTrue(
                browser.evaluate("document.querySelector('svg title').textContent")
                        .asString()
                        .contains(SCRIPT),
                "in a picture as well");
    }

    @Test
    void theKeyboardReachesContentFirstAndWhatScrolls() throws Exception {
        browser.load(page(SAMPLES.resolve("sat-ring8")), 380);
        browser.press("Tab", TAB);
        assertEquals(
                "#main",
                browser.evaluate("document.activeElement.getAttribute('href')").asString());
        assertEquals(0, browser.evaluate("""
                        [...document.querySelectorAll('div')].filter(d => d.scrollWidth > d.clientWidth + 1
                          && getComputedStyle(d).overflowX !== 'visible' && d.tabIndex !== 0).length""").asInt());
    }

    @Test
    void printsOnA4() throws Exception {
        browser.scheme("dark");
        browser.load(page(SAMPLES.resolve("sat-ring8")), 1280);
        String pdf = new String(browser.pdf(), StandardCharsets.ISO_8859_1);
        List<MatchResult> boxes = Pattern.compile("/MediaBox ?\\[0 0 ([0-9.]+) ([0-9.]+)\\]")
                .matcher(pdf)
                .results()
                .toList();
        assertTrue(boxes.size() >= 3, "several pages");
        for (MatchResult box : boxes) {
            assertEquals(210 * POINTS_PER_MM, Double.parseDouble(box.group(1)), 1.5);
            assertEquals(297 * POINTS_PER_MM, Double.parseDouble(box.group(2)), 1.5);
        }
    }
}
