package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.TestBox;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.trace.box.BoxFile;
import io.vqtrace.trace.box.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on what a killed recorder left behind. */
class BlackBoxIT {
    private static final ProcessIdentity DEAD = new ProcessIdentity(1L << 30, "linux none 1");

    @TempDir
    private Path folder;

    @Test
    void commandsReadABlackBoxAgainAndAgain() throws Exception {
        TestBox made = new TestBox("id", DEAD, null).chunk(2, 1, 1, 0, 128, 0).queue(0, 200, 100, 7);
        made.file().heartbeat(TestTrace.START_NS + 5000);
        made.write(folder.resolve("box"));
        for (int time = 0; time < 2; time++) {
            Vqtrace.Outcome info = new Vqtrace(folder).run("info", "box");
            assertEquals(0, info.exitCode(), info.err());
            assertTrue(info.out().contains("INCOMPLETE"), info.out());
            assertTrue(info.out().contains("From the black box"), info.out());
            assertTrue(info.err().contains("128 events are from the black box"), info.err());
        }
        Vqtrace.Outcome json = new Vqtrace(folder).run("info", "box", "--format", "json");
        assertTrue(json.out().replace(" ", "").contains("\"recovered\":128"), json.out());
        Vqtrace.Outcome sql = new Vqtrace(folder)
                .run("sql", "box", "SELECT \"end\", count(*) FROM requests GROUP BY 1 ORDER BY 1", "--format", "csv");
        assertTrue(sql.out().contains("used,128") && sql.out().contains("open,1"), sql.out() + sql.err());
        Vqtrace.Outcome report = new Vqtrace(folder).run("report", "box");
        assertEquals(0, report.exitCode(), report.err());
    }

    @Test
    void recoveringSaysSoOnceInOneLine() throws Exception {
        Path trace = new TestTrace().used(1, 0, 1, 2).write(folder.resolve("run.vqtrace"));
        Path box = folder.resolve("box");
        new TestBox("id", DEAD, trace).chunk(0, 1, 1, 0, 100, 10).write(box);
        Path manifest = trace.resolve("trace.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replaceFirst("\"closed\": *true", "\"closed\": false")
                        .replaceFirst("\\{", "{\"black_box\": \"" + box + "\", \"black_box_id\": \"id\","));
        Vqtrace.Outcome first = new Vqtrace(folder).run("info", "run.vqtrace");
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.err().contains("recovered 100 events from the black box " + box), first.err());
        assertTrue(Files.isDirectory(trace.resolve(BoxFile.DIRECTORY)));
        Vqtrace.Outcome second = new Vqtrace(folder).run("info", "run.vqtrace");
        assertEquals(1, second.err().lines().count(), second.err());
        assertTrue(second.out().contains("100 of the events"), second.out());
        assertEquals(
                4, new Vqtrace(folder).run("info", "run.vqtrace", "--strict").exitCode());
    }
}
