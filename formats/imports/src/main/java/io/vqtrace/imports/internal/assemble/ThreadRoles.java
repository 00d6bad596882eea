package io.vqtrace.imports.internal.assemble;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a thread does, by the name that QEMU gives it. */
final class ThreadRoles {
    private static final Pattern VCPU = Pattern.compile("CPU (\\d+)/\\w+");
    private static final Pattern IOTHREAD = Pattern.compile("IO (.+)");

    private ThreadRoles() {}

    /** Returns {@code vcpu 0}, {@code iothread iot0}, {@code main}, or the name itself; null for null. */
    static String ofName(String name) {
        if (name == null) {
            return null;
        }
        Matcher vcpu = VCPU.matcher(name);
        if (vcpu.matches()) {
            return "vcpu " + vcpu.group(1);
        }
        Matcher iothread = IOTHREAD.matcher(name);
        return iothread.matches() ? "iothread " + iothread.group(1) : name;
    }
}
