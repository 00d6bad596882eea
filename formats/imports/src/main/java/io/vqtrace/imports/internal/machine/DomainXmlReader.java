package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.machine.Machine;
import io.vqtrace.imports.machine.MachineDevice;
import io.vqtrace.imports.machine.MachineSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Reads domain XML of libvirt: one domain, or several inside any other element. */
public final class DomainXmlReader {
    private static final String DOMAIN = "domain";

    private DomainXmlReader() {}

    /**
     * Reads all domains of a document.
     *
     * @param document XML in any encoding that it declares
     * @return a machine for each domain
     * @throws MachineSyntaxException if it is not well-formed, not safe to read, or has no domain
     */
    public static List<Machine> read(byte[] document) throws MachineSyntaxException {
        XmlElement root = new BoundedXml().parse(document);
        List<Machine> machines = new ArrayList<>();
        domains(root, machines);
        if (machines.isEmpty()) {
            throw new MachineSyntaxException("it has no <domain> element: its root is <" + root.name()
                    + ">; write domain XML with virsh dumpxml");
        }
        return machines;
    }

    private static void domains(XmlElement element, List<Machine> machines) throws MachineSyntaxException {
        if (element.name().equals(DOMAIN) && element.first("devices") != XmlElement.NONE) {
            machines.add(machine(element));
        } else if (element.name().equals(DOMAIN) && element.first("name") != XmlElement.NONE) {
            machines.add(machine(element));
        } else {
            for (XmlElement child : element.children()) {
                domains(child, machines);
            }
        }
    }

    private static Machine machine(XmlElement domain) throws MachineSyntaxException {
        String uuid = domain.first("uuid").text();
        DomainDevices reader = new DomainDevices(domain);
        List<MachineDevice> found = new ArrayList<>();
        domain.first("devices").children().stream()
                .map(reader::device)
                .filter(Objects::nonNull)
                .map(DeviceDraft::build)
                .forEach(found::add);
        Machine added = commandLine(domain);
        found.addAll(added.devices());
        return new Machine(
                MachineSource.DOMAIN_XML,
                domain.first("name").text(),
                uuid == null ? null : uuid.toLowerCase(Locale.ROOT),
                HostAdapters.attach(found),
                added.problems());
    }

    /** What {@code <qemu:commandline>} passes on to QEMU. */
    private static Machine commandLine(XmlElement domain) throws MachineSyntaxException {
        List<String> arguments = domain.all("commandline")
                .flatMap(commandLine -> commandLine.all("arg"))
                .map(argument -> argument.getOrEmpty("value"))
                .toList();
        String emulator = domain.first("devices").first("emulator").text();
        return CommandLineReader.added(emulator == null ? "" : emulator, arguments);
    }
}
