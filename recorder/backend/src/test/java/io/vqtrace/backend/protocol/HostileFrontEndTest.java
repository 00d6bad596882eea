package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Seeds;
import io.vqtrace.backend.protocol.HostileMessages.Hostile;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No message, whatever is in it, does more than end its own connection. */
class HostileFrontEndTest {
    private static final int MESSAGES = 20_000;
    private static final int MESSAGES_PER_SESSION = 200;
    private static final int CONNECTIONS = 40;
    private static final int MESSAGES_PER_CONNECTION = 50;

    @TempDir
    Path folder;

    private final LoggingHost host = new LoggingHost();

    /** Without a socket, for numbers: what the session makes of a message, and that no descriptor stays behind. */
    @ParameterizedTest
    @MethodSource("seeds")
    void messagesAreRefusedOrCarriedOut(long seed) throws IOException {
        int carriedOut = 0;
        try (HostileMessages messages = new HostileMessages(new SplittableRandom(seed))) {
            int before = OpenDescriptors.count();
            SessionRequests session = null;
            for (int i = 0; i < MESSAGES; i++) {
                if (i % MESSAGES_PER_SESSION == 0) {
                    end(session);
                    session = new SessionRequests(host);
                    host.calls.clear();
                }
                carriedOut += carryOut(session, messages.next()) ? 1 : 0;
            }
            end(session);
            assertEquals(before, OpenDescriptors.count(), "descriptors, seed " + seed);
        }
        int share = carriedOut;
        assertTrue(share > MESSAGES / 4 && share < MESSAGES, () -> share + " of the messages were right, seed " + seed);
    }

    private static void end(SessionRequests session) {
        if (session != null) {
            session.end();
        }
    }

    private static boolean carryOut(SessionRequests session, Hostile hostile) throws IOException {
        try (Descriptors descriptors = new Descriptors()) {
            for (FileDescriptor one : hostile.descriptors()) {
                descriptors.add(EventFds.duplicate(one));
            }
            Message message = new Message(
                    hostile.code(), hostile.flags(), hostile.payload().rewind(), descriptors);
            Reply reply = session.carryOut(Request.ofCode(hostile.code()), message);
            if (reply != null) {
                reply.close();
            }
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    /** Through the socket: with wrong headers, cut messages, and answers that nobody reads. */
    @ParameterizedTest
    @MethodSource("seeds")
    void connectionsEndAndOthersFollow(long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        Path path = folder.resolve("s");
        try (RunningService service = RunningService.listen(path, host);
                HostileMessages messages = new HostileMessages(random)) {
            check(path, service, seed);
            int before = OpenDescriptors.count();
            for (int i = 0; i < CONNECTIONS; i++) {
                try (FrontEnd frontEnd = FrontEnd.connect(path)) {
                    talk(frontEnd, messages, random);
                } catch (IOException e) {
                    // The service ended the connection first.
                }
                String reason = String.valueOf(service.awaitEnd());
                assertTrue(!reason.contains("Exception"), () -> reason + ", seed " + seed);
            }
            check(path, service, seed);
            assertEquals(before, OpenDescriptors.count(), "descriptors, seed " + seed);
        }
    }

    private static void talk(FrontEnd frontEnd, HostileMessages messages, SplittableRandom random) throws IOException {
        if (random.nextBoolean()) {
            frontEnd.negotiate(1L << 32);
        }
        for (int j = 0; j < MESSAGES_PER_CONNECTION; j++) {
            Hostile message = messages.next();
            if (random.nextInt(100) == 0) {
                ByteBuffer noise =
                        ByteBuffer.allocateDirect(1 + random.nextInt(60)).order(ByteOrder.nativeOrder());
                while (noise.hasRemaining()) {
                    noise.put((byte) random.nextInt());
                }
                frontEnd.write(noise.flip(), message.descriptors());
            } else {
                frontEnd.send(message.code(), message.flags(), message.payload().rewind(), message.descriptors());
            }
        }
    }

    /** A front end that behaves is served as if nothing had been. */
    private static void check(Path path, RunningService service, long seed) throws IOException, InterruptedException {
        try (FrontEnd frontEnd = FrontEnd.connect(path)) {
            frontEnd.negotiate(1L << 32);
            assertTrue(frontEnd.asked(Request.SET_STATUS, FrontEnd.u64(1)), "seed " + seed);
        }
        service.awaitEnd();
    }

    static long[] seeds() {
        return Seeds.first(2);
    }
}
