package io.vqtrace.imports.internal.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An option of QEMU's command line.
 *
 * @param name name without hyphens; empty for a disk image that stands alone
 * @param argument its argument, null if it takes none
 */
record QemuOption(String name, String argument) {

    /** Options without an argument ({@code qemu-options.hx}); every other one takes the next word. */
    private static final Set<String> WITHOUT_ARGUMENT = Set.of(
            "h",
            "help",
            "version",
            "snapshot",
            "no-quit",
            "no-frame",
            "ctrl-grab",
            "alt-grab",
            "sdl",
            "curses",
            "nographic",
            "portrait",
            "full-screen",
            "win2k-hack",
            "no-fd-bootchk",
            "no-acpi",
            "no-hpet",
            "usb",
            "singlestep",
            "preconfig",
            "S",
            "s",
            "enable-kvm",
            "no-kvm",
            "enable-hax",
            "xen-attach",
            "xen-domid-restrict",
            "xen-create",
            "no-reboot",
            "no-shutdown",
            "daemonize",
            "only-migratable",
            "nodefaults",
            "no-user-config",
            "nodefconfig",
            "enable-fips",
            "mem-prealloc",
            "async-teardown",
            "enable-sync-profile",
            "old-param",
            "semihosting",
            "tdf",
            "no-kvm-irqchip",
            "no-kvm-pit",
            "no-kvm-pit-reinjection",
            "gtk",
            "audio-help",
            "nouserconfig");

    /** Parses the words behind the program's name. */
    static List<QemuOption> parse(List<String> words) {
        List<QemuOption> options = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-") || word.equals("-")) {
                options.add(new QemuOption("", word));
                continue;
            }
            String name = word.substring(word.startsWith("--") ? 2 : 1);
            boolean argument = !WITHOUT_ARGUMENT.contains(name) && i + 1 < words.size();
            options.add(new QemuOption(name, argument ? words.get(++i) : null));
        }
        return options;
    }
}
