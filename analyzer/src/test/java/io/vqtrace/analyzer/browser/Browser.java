package io.vqtrace.analyzer.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One page of a headless Chromium. */
public final class Browser implements Closeable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String LISTENING = "DevTools listening on ";
    private static final int TIMEOUT_SECONDS = 60;
    private static final int HEIGHT = 900;

    private final Process process;
    private final DevTools tools;
    private final String session;
    private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile CountDownLatch loaded = new CountDownLatch(1);

    /** Skips the calling test where no Chromium is, or fails it when {@code -Dvqtrace.chromium=required} is set. */
    public static void assumeInstalled() {
        if (executable().isPresent()) {
            return;
        }
        String reason = "Chromium is not installed: no page is looked at";
        if ("required".equals(System.getProperty("vqtrace.chromium"))) {
            fail(reason + ", and -Dvqtrace.chromium=required wants it");
        }
        System.err.println("SKIPPED: " + reason);
        abort(reason);
    }

    private static Optional<Path> executable() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts Chromium.
     *
     * @param profile a folder for what it writes
     */
    public Browser(Path profile) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                executable().orElseThrow().toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--hide-scrollbars",
                "--user-data-dir=" + profile,
                "about:blank");
        builder.environment().put("HOME", profile.toString());
        builder.environment().put("TMPDIR", profile.toString());
        process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        tools = new DevTools(address(process), this::take);
        String target = tools.run(null, "Target.createTarget", "url", "about:blank")
                .get("targetId")
                .asString();
        session = tools.run(null, "Target.attachToTarget", "targetId", target, "flatten", true)
                .get("sessionId")
                .asString();
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            run(domain + ".enable");
        }
    }

    private static URI address(Process process) throws IOException {
        BufferedReader errors = process.errorReader();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread rest = new Thread(() -> errors.lines().forEach(ignored -> {}), "chromium-stderr");
                rest.setDaemon(true);
                rest.start();
                return URI.create(line.substring(LISTENING.length()));
            }
        }
        throw new IOException("Chromium ended before it listened, with " + process.exitValue());
    }

    private void take(JsonNode event) {
        JsonNode parameters = event.get("params");
        switch (event.get("method").asString()) {
            case "Page.loadEventFired" -> loaded.countDown();
            case "Network.requestWillBeSent" ->
                requests.add(parameters.at("/request/url").asString());
            case "Runtime.exceptionThrown" -> troubles.add("exception: " + parameters);
            case "Runtime.consoleAPICalled" -> troubles.add("console: " + parameters);
            case "Log.entryAdded" -> troubles.add("log: " + parameters.get("entry"));
            default -> {}
        }
    }

    private JsonNode run(String method, Object... parameters) throws Exception {
        return tools.run(session, method, parameters);
    }

    /** Loads a page at a width, and forgets what was seen of the one before. */
    public void load(Path page, int width) throws Exception {
        run(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                HEIGHT,
                "deviceScaleFactor",
                1,
                "mobile",
                width < 500);
        troubles.clear();
        requests.clear();
        loaded = new CountDownLatch(1);
        run("Page.navigate", "url", page.toUri().toString());
        if (!loaded.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(page + " did not load");
        }
    }

    /** Shows the page as a reader with this colour scheme sees it: {@code light} or {@code dark}. */
    public void scheme(String scheme) throws Exception {
        run("Emulation.setEmulatedMedia", "features", List.of(new Feature("prefers-color-scheme", scheme)));
    }

    private record Feature(String name, String value) {}

    /** The value of a JavaScript expression in the page; this works in spite of the page's own policy. */
    public JsonNode evaluate(String expression) throws Exception {
        JsonNode answer = run("Runtime.evaluate", "expression", expression, "returnByValue", true);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.at("/result/value");
    }

    /** Presses a key, such as Tab. */
    public void press(String key, int code) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            run("Input.dispatchKeyEvent", "type", type, "key", key, "windowsVirtualKeyCode", code);
        }
    }

    /** The page as it prints on A4. */
    public byte[] pdf() throws Exception {
        JsonNode answer = run("Page.printToPDF", "preferCSSPageSize", true, "printBackground", true);
        return Base64.getDecoder().decode(answer.get("data").asString());
    }

    /** The whole page as PNG. */
    public byte[] screenshot() throws Exception {
        JsonNode answer = run("Page.captureScreenshot", "captureBeyondViewport", true);
        return Base64.getDecoder().decode(answer.get("data").asString());
    }

    /** Console messages, exceptions, and violations of the policy since the page was loaded. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** What the page asked for, itself included. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Ends Chromium and waits until none of its processes can write into the profile any more. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        try {
            tools.run(null, "Browser.close");
            for (ProcessHandle each : family) {
                each.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new IOException("Chromium did not end by itself", e);
        } finally {
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
