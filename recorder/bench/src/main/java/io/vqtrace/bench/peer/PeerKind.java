package io.vqtrace.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The peers by name. */
public enum PeerKind {
    /** {@link System#nanoTime()} and nothing else. */
    NANO_TIME(directory -> new NanoTimePeer()),
    /** A JFR event in a recording that has it enabled. */
    JFR(directory -> new JfrPeer(directory, true)),
    /** The same event in a recording that has it disabled. */
    JFR_DISABLED(directory -> new JfrPeer(directory, false)),
    /** Agrona's one-to-one ring and a thread that reads it. */
    AGRONA(directory -> new AgronaPeer()),
    /** The LMAX Disruptor with one producer and one consumer. */
    DISRUPTOR(directory -> new DisruptorPeer()),
    /** Chronicle Queue: files mapped into memory. */
    CHRONICLE(ChroniclePeer::new),
    /** An asynchronous logger of Log4j with a layout that allocates nothing. */
    LOG4J2(Log4jPeer::new);

    private interface Opener {
        Peer open(Path directory) throws IOException;
    }

    private final Opener opener;

    PeerKind(Opener opener) {
        this.opener = opener;
    }

    /**
     * Returns the peer's name in results.
     *
     * @return such as {@code jfr_disabled}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the peer of a name.
     *
     * @param label as {@link #label()} gives it
     * @return the peer
     * @throws IllegalArgumentException if there is none
     */
    public static PeerKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /**
     * Starts the peer with its consumer.
     *
     * @param directory an existing directory for its files
     * @return the peer, to be closed
     * @throws IOException if its files cannot be made
     */
    public Peer open(Path directory) throws IOException {
        return opener.open(directory);
    }
}
