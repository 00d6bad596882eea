package io.vqtrace.analyzer.cli;

/** How a command ended. */
final class ExitCode {

    /** The command did its work. */
    static final int OK = 0;

    /** A software fault, or output that could not be written, such as on a full disk. */
    static final int FAILURE = 1;

    /** A command line that makes no sense, or an SQL statement that was refused or failed. */
    static final int USAGE = 2;

    /** Something was found that is at least as bad as {@code --fail-on}. */
    static final int FINDINGS = 3;

    /** The input is missing, unreadable, not recognised, or cut. */
    static final int INPUT = 4;

    private ExitCode() {}
}
