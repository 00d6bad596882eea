package io.vqtrace.imports.machine;

/** What describes a machine. */
public enum MachineSource {
    /** A command line of QEMU, as a shell takes it or as {@code /proc/PID/cmdline} shows it. */
    COMMAND_LINE("command line"),
    /** Domain XML of libvirt. */
    DOMAIN_XML("domain XML"),
    /** Answers of QEMU's monitor. */
    MONITOR("monitor answers");

    private final String label;

    MachineSource(String label) {
        this.label = label;
    }

    /**
     * Returns the name for tables and JSON.
     *
     * @return one or two words
     */
    public String label() {
        return label;
    }
}
