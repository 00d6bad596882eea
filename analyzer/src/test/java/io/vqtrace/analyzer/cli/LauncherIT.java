package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script: where it can be called from, which Java it takes, what it lets through. */
class LauncherIT {

    @TempDir
    private Path home;

    private Vqtrace vqtrace() {
        return new Vqtrace(home);
    }

    @Test
    void saysItsVersion() throws Exception {
        String out = vqtrace().run("--version").succeeded().out();
        assertTrue(out.startsWith("vqtrace "), out);
        assertFalse(out.contains("development"), out);
        assertTrue(out.contains("Java " + Runtime.version().feature()), out);
    }

    @Test
    void startsThroughChainsOfRelativeAndAbsoluteLinks() throws Exception {
        Path links = Files.createDirectory(home.resolve("some links"));
        Files.createSymbolicLink(
                links.resolve("absolute"), Vqtrace.distribution().resolve("bin/vqtrace"));
        Files.createSymbolicLink(home.resolve("relative"), Path.of("some links/absolute"));
        vqtrace().script(home.resolve("relative")).run("--version").succeeded();
    }

    @Test
    void startsFromThePath() throws Exception {
        String path = Vqtrace.distribution().resolve("bin") + ":" + System.getenv("PATH");
        vqtrace().with("PATH", path).shell("vqtrace --version").succeeded();
    }

    @Test
    void startsFromAFolderWithBlanks() throws Exception {
        vqtrace().script(copy("a b")).run("--version").succeeded();
    }

    @Test
    void takesTheJavaOfThePathIfJavaHomeIsNotSet() throws Exception {
        String path = System.getProperty("java.home") + "/bin:/usr/bin:/bin";
        vqtrace().with("JAVA_HOME", null).with("PATH", path).run("--version").succeeded();
    }

    @Test
    void refusesAnOlderJava() throws Exception {
        Path old = Files.createDirectories(home.resolve("jdk-11/bin")).getParent();
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        executable(old.resolve("bin/java"), "exit 99");
        vqtrace().with("JAVA_HOME", old.toString()).run("--version").failed(1, "Java 11.0.2", "17 or later");
    }

    @Test
    void asksJavaItselfWithoutAReleaseFile() throws Exception {
        Path old = Files.createDirectories(home.resolve("jre-8/bin")).getParent();
        executable(old.resolve("bin/java"), "echo 'java version \"1.8.0_402\"' >&2");
        vqtrace().with("JAVA_HOME", old.toString()).run("--version").failed(1, "Java 1.8.0_402", "17 or later");
    }

    @Test
    void saysThatThereIsNoJava() throws Exception {
        Path tools = Files.createDirectory(home.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("readlink"), Path.of("/bin/readlink"));
        vqtrace()
                .with("JAVA_HOME", null)
                .with("PATH", tools.toString())
                .run("--version")
                .failed(1, "no java found");
        vqtrace().with("JAVA_HOME", home.toString()).run("--version").failed(1, "JAVA_HOME", "no bin/java");
    }

    @Test
    void passesJavaOptionsThrough() throws Exception {
        Vqtrace.Outcome shown = vqtrace()
                .with("VQTRACE_JAVA_OPTS", "-XX:+UseParallelGC -XX:+PrintFlagsFinal")
                .run("--version");
        assertTrue(shown.out().matches("(?s).*bool UseParallelGC +:?= true.*"), shown.out());
        assertEquals(0, shown.exitCode());
    }

    @Test
    void ignoresAClassArchiveThatDoesNotFit() throws Exception {
        Path script = copy("other");
        Path archives = Files.createDirectories(home.resolve("other/lib/cds"));
        Files.writeString(archives.resolve(System.getProperty("java.runtime.version") + ".jsa"), "no archive at all");
        vqtrace().script(script).run("--version").succeeded();
    }

    @AfterEach
    void removeLinks() throws IOException {
        // JUnit warns about each link that leads out of its temporary folder.
        try (Stream<Path> files = Files.walk(home)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    /** The script and the jars in another place, without the native libraries. */
    private Path copy(String name) throws IOException {
        Path bin = Files.createDirectories(home.resolve(name).resolve("bin"));
        Path lib = Files.createDirectories(home.resolve(name).resolve("lib"));
        try (Stream<Path> libraries = Files.list(Vqtrace.distribution().resolve("lib"))) {
            for (Path jar : libraries.filter(f -> f.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        return Files.copy(
                Vqtrace.distribution().resolve("bin/vqtrace"),
                bin.resolve("vqtrace"),
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void executable(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
