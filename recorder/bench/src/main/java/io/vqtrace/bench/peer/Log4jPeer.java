package io.vqtrace.bench.peer;

import static org.apache.logging.log4j.util.Unbox.box;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Log4j with all loggers asynchronous, reusable messages and unboxed parameters, into a rolling file. Its logger's queue is
 * a Disruptor of its own.
 */
final class Log4jPeer extends Peer {
    private final LoggerContext context;
    private final Logger logger;

    Log4jPeer(Path directory) throws IOException {
        System.setProperty("log4j2.contextSelector", "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
        System.setProperty("log4j2.enableThreadlocals", "true");
        System.setProperty("log4j2.enableDirectEncoders", "true");
        System.setProperty("log4j2.asyncLoggerRingBufferSize", Integer.toString(RING_EVENTS));
        System.setProperty("log4j2.asyncLoggerWaitStrategy", "Yield");
        System.setProperty("vqtrace.bench.log4j", directory.toString());
        context = Configurator.initialize("vqtrace-bench", Log4jPeer.class.getClassLoader(), configuration());
        logger = LogManager.getLogger(Log4jPeer.class);
    }

    private static URI configuration() throws IOException {
        try {
            return Log4jPeer.class.getResource("log4j2.xml").toURI();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void record(
            long sinceNs,
            long value,
            int outBytes,
            int inBytes,
            int usedBytes,
            int count,
            int device,
            int queue,
            int head,
            int kind) {
        // The kind is part of the text, as a log line would have it: with it there would be one parameter too many for
        // the
        // calls that allocate no array.
        logger.info(
                "used {} {} {} {} {} {} {} {} {} {}",
                box(System.nanoTime()),
                box(sinceNs),
                box(value),
                box(outBytes),
                box(inBytes),
                box(usedBytes),
                box(count),
                box(device),
                box(queue),
                box(head));
    }

    @Override
    public void close() {
        Configurator.shutdown(context);
    }
}
