package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vqtrace.analyzer.fixture.TestTrace;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What {@code vqtrace check} writes for other programs, and how it ends. */
class CheckReportsTest {
    private static final int RULES = 48;
    private static final String NAME = "disk & <0> \"x\"\u0001";

    @TempDir
    Path folder;

    private Path trace;

    /** A firmware that sets two bits by one write, and a driver that kicks too early. */
    @BeforeEach
    void write() throws Exception {
        TestTrace rows = new TestTrace().device(0, NAME, "virtio-blk").queue(0, 0, 64);
        rows.status(0, 0, 0).status(0, 1000, 3).status(0, 2000, 11);
        rows.kick(0, 0, 3000).status(0, 4000, 15).used(0, 0, 5000, 9000);
        trace = rows.write(folder.resolve("a b#c.vqtrace"));
    }

    private int check(String... options) {
        List<String> arguments = new ArrayList<>(List.of("check", trace.toString()));
        arguments.addAll(List.of(options));
        Console console = Console.of(new ByteArrayOutputStream(), new ByteArrayOutputStream());
        return new Cli(console).run(arguments.toArray(String[]::new));
    }

    @Test
    void theExitCodeGoesByTheWorstVerdict() {
        assertEquals(ExitCode.OK, check());
        assertEquals(ExitCode.FINDINGS, check("--fail-on", "violation"));
        assertEquals(ExitCode.FINDINGS, check("--fail-on", "warning"));
        assertEquals(ExitCode.FINDINGS, check("--fail-on", "racy"));
        assertEquals(ExitCode.OK, check("--rule", "1", "--fail-on", "violation"), "a warning is none");
        assertEquals(ExitCode.FINDINGS, check("--rule", "1", "--fail-on", "warning"));
        assertEquals(ExitCode.OK, check("--rule", "2,14", "--fail-on", "racy"), "kept rules fail nothing");
        assertEquals(ExitCode.OK, check("--rule", "47", "--fail-on", "racy"), "nor do those that cannot be checked");
        assertEquals(ExitCode.USAGE, check("--fail-on", "ok"));
        assertEquals(ExitCode.USAGE, check("--rule", "49"));
    }

    @Test
    void junitCountsItsCases() throws Exception {
        for (String level : List.of("violation", "warning")) {
            Path file = folder.resolve(level + ".xml");
            assertEquals(ExitCode.FINDINGS, check("--junit", file.toString(), "--fail-on", level));
            Element suite = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
            assertEquals("testsuite", suite.getTagName());
            assertEquals("vqtrace check a b#c.vqtrace", suite.getAttribute("name"));
            NodeList cases = suite.getElementsByTagName("testcase");
            assertEquals(RULES, cases.getLength());
            assertEquals(count(suite, "testcase"), suite.getAttribute("tests"));
            assertEquals(count(suite, "failure"), suite.getAttribute("failures"));
            assertEquals(count(suite, "skipped"), suite.getAttribute("skipped"));
            assertEquals("0", suite.getAttribute("errors"));
            assertEquals(level.equals("violation") ? "1" : "2", suite.getAttribute("failures"));
            Set<String> names = new HashSet<>();
            for (int i = 0; i < cases.getLength(); i++) {
                Element testCase = (Element) cases.item(i);
                assertTrue(names.add(testCase.getAttribute("classname") + testCase.getAttribute("name")));
                assertTrue(testCase.getElementsByTagName("*").getLength() <= 1, "one outcome each");
            }
            Element failure = (Element) suite.getElementsByTagName("failure")
                    .item(suite.getElementsByTagName("failure").getLength() - 1);
            assertEquals("violation", failure.getAttribute("type"));
            assertFalse(failure.getAttribute("message").isBlank());
            assertTrue(failure.getTextContent().contains("disk & <0> \"x\"?"), failure.getTextContent());
        }
    }

    private static String count(Element suite, String tag) {
        return Integer.toString(suite.getElementsByTagName(tag).getLength());
    }

    /** Sections 3.13, 3.14, 3.18, 3.19, 3.27 and 3.49 of the SARIF 2.1.0 standard. */
    @Test
    void sarifHasWhatItsStandardRequires() throws Exception {
        Path file = folder.resolve("check.sarif");
        assertEquals(ExitCode.OK, check("--sarif", file.toString()));
        JsonNode sarif = new ObjectMapper().readTree(Files.readString(file, StandardCharsets.UTF_8));
        assertEquals("2.1.0", sarif.get("version").asText());
        assertTrue(URI.create(sarif.get("$schema").asText()).isAbsolute());
        assertEquals(1, sarif.get("runs").size());
        JsonNode run = sarif.get("runs").get(0);
        JsonNode driver = run.get("tool").get("driver");
        assertFalse(driver.get("name").asText().isBlank());
        List<String> ids = new ArrayList<>();
        driver.get("rules").forEach(rule -> {
            ids.add(rule.get("id").asText());
            for (String text : List.of("shortDescription", "fullDescription", "help")) {
                assertFalse(rule.get(text).get("text").asText().isBlank(), rule.toString());
            }
            assertTrue(Set.of("error", "warning")
                    .contains(rule.get("defaultConfiguration").get("level").asText()));
        });
        assertEquals(RULES, new HashSet<>(ids).size());
        Set<String> failed = new HashSet<>();
        for (JsonNode result : run.get("results")) {
            assertFalse(result.get("message").get("text").asText().isBlank());
            assertEquals(
                    result.get("ruleId").asText(),
                    ids.get(result.get("ruleIndex").asInt()));
            String kind = result.get("kind").asText();
            assertTrue(Set.of("fail", "review", "notApplicable").contains(kind), kind);
            boolean fails = kind.equals("fail");
            assertEquals(fails, !result.get("level").asText().equals("none"), "only failures have a level");
            JsonNode location = result.get("locations").get(0);
            URI uri = URI.create(location.get("physicalLocation")
                    .get("artifactLocation")
                    .get("uri")
                    .asText());
            assertEquals("a b#c.vqtrace", uri.getPath());
            if (fails) {
                failed.add(result.get("ruleId").asText() + " "
                        + result.get("level").asText());
                assertNotNull(location.get("logicalLocations").get(0).get("fullyQualifiedName"));
                assertTrue(result.get("properties").get("time_ns").isIntegralNumber());
            }
        }
        assertEquals(Set.of("virtio-01 warning", "virtio-13 error"), failed);
    }
}
