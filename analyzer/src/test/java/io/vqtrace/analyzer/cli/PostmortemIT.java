package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vqtrace report --html} and {@code --markdown}, from the command line to the files. */
class PostmortemIT {

    private static final Pattern OUTLINE =
            Pattern.compile("<(h[1-6]|caption|figcaption|summary|strong)[^>]*>([^<]*(?:<strong>[^<]*)?)");

    @TempDir
    private Path home;

    private Vqtrace vqtrace;

    /** The sample lies under a short name of its own, so that the commands in the documents are everywhere the same. */
    @BeforeEach
    void copySample() throws Exception {
        Path sample = Path.of(System.getProperty("vqtrace.samples"), "sat-ring8");
        Files.copy(sample.resolve("trace.log.gz"), home.resolve("sat.log.gz"));
        Path facts = Files.createDirectory(home.resolve("facts"));
        try (Stream<Path> answers = Files.list(sample.resolve("facts"))) {
            for (Path answer : answers.toList()) {
                Files.copy(answer, facts.resolve(answer.getFileName()));
            }
        }
        vqtrace = new Vqtrace(home);
    }

    private static void assertGolden(String name, String text) throws Exception {
        Path golden = Path.of("src/test/resources/io/vqtrace/analyzer/cli", name);
        if (Boolean.getBoolean("vqtrace.rebaseline")) {
            Files.writeString(golden, text);
        }
        assertEquals(Files.readString(golden, StandardCharsets.UTF_8), text);
    }

    @Test
    void thePageHasItsPartsAndEveryFigureItsCommand() throws Exception {
        String out = vqtrace.run("report", "sat.log.gz", "--facts", "facts", "--html", "p.html")
                .succeeded()
                .out();
        assertTrue(out.startsWith("p.html: postmortem, ") && out.lines().count() == 1, out);
        String page = Files.readString(home.resolve("p.html"));
        String outline = OUTLINE.matcher(page)
                .results()
                .map(found -> found.group(1) + " " + found.group(2).replace("<strong>", ""))
                .collect(Collectors.joining("\n", "", "\n"));
        assertGolden("sat-ring8-page.txt", outline);
        int figures = page.split("<figure>", -1).length;
        assertTrue(page.split("<p class=\"command\">", -1).length >= figures, "a command for each figure");
        assertEquals(page, again(), "the same trace and options make the same page");
    }

    private String again() throws Exception {
        vqtrace.run("report", "sat.log.gz", "--facts", "facts", "--html", "p.html", "--force")
                .succeeded();
        return Files.readString(home.resolve("p.html"));
    }

    @Test
    void theTicketIsShortAndHasItsCommands() throws Exception {
        String printed = vqtrace.run("report", "--markdown", "sat.log.gz", "--facts", "facts")
                .succeeded()
                .out();
        assertGolden("sat-ring8-ticket.md", printed.replaceAll("vqtrace [0-9][^ \\n]*", "vqtrace VERSION"));
        assertTrue(printed.lines().count() < 110, "short enough for a ticket");
        vqtrace.run("report", "sat.log.gz", "--facts", "facts", "--markdown", "t.md")
                .succeeded();
        assertEquals(printed, Files.readString(home.resolve("t.md")));
    }

    @Test
    void commandsOfTheTicketRun() throws Exception {
        String ticket = vqtrace.run("report", "sat.log.gz", "--facts", "facts", "--markdown")
                .succeeded()
                .out();
        List<String> commands = Pattern.compile("`vqtrace ([^`]*)`")
                .matcher(ticket)
                .results()
                .map(found -> found.group(1))
                .filter(command -> command.startsWith("latency ") || command.startsWith("slice "))
                .toList();
        assertEquals(2, commands.size(), ticket);
        for (String command : commands) {
            vqtrace.shell("\"$VQTRACE\" " + command).succeeded();
        }
        assertTrue(Files.isDirectory(home.resolve("incident.vqtrace")));
    }

    @Test
    void filesAndFormatAreIndependent() throws Exception {
        String json = vqtrace.run("report", "sat.log.gz", "--format", "json")
                .succeeded()
                .out();
        Vqtrace.Outcome both =
                vqtrace.run("report", "sat.log.gz", "--format", "json", "--html", "p.html", "--markdown", "t.md");
        assertEquals(json, both.out());
        assertEquals(0, both.exitCode());
        assertTrue(both.err().contains("p.html: ") && both.err().contains("t.md: "), both.err());
    }

    @Test
    void nothingIsReplacedBySlip() throws Exception {
        Files.writeString(home.resolve("p.html"), "mine");
        Files.createDirectory(home.resolve("d.md"));
        vqtrace.run("report", "sat.log.gz", "--html", "p.html").failed(2, "p.html exists already", "--force");
        assertEquals("mine", Files.readString(home.resolve("p.html")));
        vqtrace.run("report", "sat.log.gz", "--markdown", "d.md", "--force").failed(2, "d.md exists and is no file");
        vqtrace.run("report", "sat.log.gz", "--html", "no/p.html").failed(1, "cannot write no/p.html");
        vqtrace.run("report", "sat.log.gz", "--markdown", "--format", "csv").failed(2, "--markdown and --format");
        vqtrace.run("report", "missing.log", "--html", "q.html").failed(4, "missing.log");
        assertFalse(Files.exists(home.resolve("q.html")));
        try (Stream<Path> left = Files.list(home)) {
            assertEquals(
                    List.of("d.md", "facts", "p.html", "sat.log.gz"),
                    left.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
