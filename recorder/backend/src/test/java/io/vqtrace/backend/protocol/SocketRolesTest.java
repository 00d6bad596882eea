package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** Both roles of the socket; and front ends that go away and come back. */
class SocketRolesTest {
    @TempDir
    Path folder;

    private final LoggingHost host = new LoggingHost();

    private static long queues(FrontEnd frontEnd) throws IOException {
        frontEnd.negotiate(1L << 32);
        return frontEnd.get(Request.GET_QUEUE_NUM, FrontEnd.none()).getLong();
    }

    @Test
    void serverIsItsOwnersAlone() throws IOException {
        Path path = folder.resolve("s");
        RunningService service = RunningService.listen(path, host);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        service.close();
        assertFalse(Files.exists(path), "removed at the end");
    }

    @Test
    void serverServesOneAfterTheOther() throws IOException, InterruptedException {
        Path path = folder.resolve("s");
        try (RunningService service = RunningService.listen(path, host)) {
            for (int i = 0; i < 5; i++) {
                try (FrontEnd frontEnd = FrontEnd.connect(path)) {
                    assertEquals(LoggingHost.QUEUES, queues(frontEnd));
                }
                assertEquals(null, service.awaitEnd());
            }
        }
        assertEquals(5, host.calls.stream().filter("reset"::equals).count());
    }

    @Test
    void anotherFrontEndWaitsForItsTurnAndThatIsTold() throws IOException, InterruptedException {
        Path path = folder.resolve("s");
        try (RunningService service = RunningService.listen(path, host)) {
            FrontEnd first = FrontEnd.connect(path);
            assertEquals(LoggingHost.QUEUES, queues(first));
            FrontEnd second = FrontEnd.connect(path);
            service.awaitAnother();
            assertEquals(LoggingHost.QUEUES, queues(first), "undisturbed");
            first.close();
            assertEquals(LoggingHost.QUEUES, queues(second));
            second.close();
            assertEquals(0, service.othersWaiting(), "told once");
        }
        assertEquals(2, host.calls.stream().filter("reset"::equals).count());
    }

    @Test
    void socketThatWasLeftOverIsReplaced() throws IOException {
        Path path = folder.resolve("s");
        AFUNIXServerSocketChannel killed = AFUNIXServerSocketChannel.open();
        killed.bind(AFUNIXSocketAddress.of(path));
        IOException taken = assertThrows(IOException.class, () -> RunningService.listen(path, host));
        assertEquals("another process listens at " + path, taken.getMessage());
        Path left = folder.resolve("left");
        Files.createLink(left, path);
        killed.close();
        try (RunningService service = RunningService.listen(left, host);
                FrontEnd frontEnd = FrontEnd.connect(left)) {
            assertEquals(LoggingHost.QUEUES, queues(frontEnd));
            assertEquals(List.of(), service.refusals);
        }
    }

    @Test
    void otherFilesAreNotReplaced() throws IOException {
        Path path = Files.writeString(folder.resolve("image"), "precious");
        IOException taken = assertThrows(IOException.class, () -> RunningService.listen(path, host));
        assertEquals(path + " exists and is no socket", taken.getMessage());
        assertEquals("precious", Files.readString(path));
        assertThrows(IOException.class, () -> RunningService.listen(folder.resolve("x".repeat(120)), host));
    }

    @Test
    void clientWaitsForTheFrontEndAndComesBack() throws IOException {
        Path path = folder.resolve("s");
        try (RunningService service = RunningService.connect(path, host);
                AFUNIXServerSocketChannel server = AFUNIXServerSocketChannel.open()) {
            server.bind(AFUNIXSocketAddress.of(path));
            for (int i = 0; i < 3; i++) {
                try (FrontEnd frontEnd = FrontEnd.accept(server)) {
                    assertEquals(LoggingHost.QUEUES, queues(frontEnd));
                }
            }
            assertEquals(List.of(), service.refusals);
        }
    }

    @Test
    void closingEndsTheConnection() throws IOException {
        Path path = folder.resolve("s");
        RunningService service = RunningService.listen(path, host);
        try (FrontEnd frontEnd = FrontEnd.connect(path)) {
            assertEquals(LoggingHost.QUEUES, queues(frontEnd));
            service.close();
            assertThrows(EOFException.class, () -> frontEnd.answer(0));
        }
        assertTrue(host.calls.contains("reset"));
    }
}
