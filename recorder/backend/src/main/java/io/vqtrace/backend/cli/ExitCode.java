package io.vqtrace.backend.cli;

/** How the program ended; as of the {@code vqtrace} command. */
final class ExitCode {
    /** It was asked to end, and did so with its trace closed. */
    static final int OK = 0;

    /** A software fault, or a socket or trace that could not be made. */
    static final int FAILURE = 1;

    /** A command line that makes no sense. */
    static final int USAGE = 2;

    /** The image is missing, unreadable, empty or in use. */
    static final int INPUT = 4;

    private ExitCode() {}
}
