package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.internal.machine.QemuProgram.Invocation;
import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.DeviceClass;
import io.vqtrace.imports.machine.Machine;
import io.vqtrace.imports.machine.MachineDevice;
import io.vqtrace.imports.machine.MachineSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the devices out of one command line of QEMU. Used once. */
public final class CommandLineReader {
    private static final int MAX_DEVICES = 4096;

    private final List<QemuOption> options;
    private final NetBackends netBackends = new NetBackends();
    private final Map<String, Map<String, String>> drives = new HashMap<>();
    private final Map<String, String> objects = new HashMap<>();
    private final List<DeviceDraft> drafts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final String program;
    private String name;
    private String uuid;
    private String machineType;
    private boolean defaults = true;
    private boolean defaultNet = true;
    private MachineDefaults machine;
    private DriveOptions driveOptions;

    private CommandLineReader(Invocation invocation) {
        program = invocation.program();
        options = QemuOption.parse(invocation.arguments());
    }

    /**
     * Reads all command lines of a text. Of several with the same name, as a log has them, the last one counts.
     *
     * @param text the text
     * @return a machine for each name
     * @throws MachineSyntaxException if a command line cannot be split into words
     */
    public static List<Machine> read(String text) throws MachineSyntaxException {
        Map<String, Machine> machines = new LinkedHashMap<>();
        for (Invocation invocation : QemuProgram.invocations(text)) {
            Machine machine = new CommandLineReader(invocation).machine();
            String key = machine.name() != null ? machine.name() : "#" + machines.size();
            machines.remove(key);
            machines.put(key, machine);
        }
        return List.copyOf(machines.values());
    }

    /**
     * Reads options that are added to a machine which is described elsewhere, and so has no devices by default.
     *
     * @param program QEMU's name, which tells its architecture
     * @param arguments the words of its command line
     * @return a machine with the devices that they add
     * @throws MachineSyntaxException if an option cannot be read
     */
    static Machine added(String program, List<String> arguments) throws MachineSyntaxException {
        CommandLineReader reader = new CommandLineReader(new Invocation(program, arguments));
        reader.defaults = false;
        return reader.machine();
    }

    private Machine machine() throws MachineSyntaxException {
        for (QemuOption option : options) {
            context(option);
        }
        machine = MachineDefaults.of(program, machineType);
        driveOptions = new DriveOptions(machine);
        for (QemuOption option : options) {
            device(option);
        }
        if (defaults && defaultNet && machine.nic() != null) {
            drafts.add(nic(machine.nic(), Map.of("type", "user"))
                    .note("QEMU adds it by itself without -nodefaults or -nic none"));
        }
        List<MachineDevice> devices = new ArrayList<>();
        drafts.forEach(draft -> devices.add(draft.build()));
        if (devices.size() >= MAX_DEVICES) {
            problems.add("more than " + MAX_DEVICES + " devices: the others are left out");
        }
        return new Machine(MachineSource.COMMAND_LINE, name, uuid, HostAdapters.attach(devices), problems);
    }

    /** Options that others refer to, wherever they stand. */
    private void context(QemuOption option) throws MachineSyntaxException {
        String argument = option.argument();
        switch (option.name()) {
            case "name" -> name = OptionString.parse(argument, "guest").get("guest");
            case "uuid" -> uuid = argument == null ? null : argument.toLowerCase(Locale.ROOT);
            case "machine", "M" ->
                machineType = OptionString.parse(argument, "type").getOrDefault("type", machineType);
            case "nodefaults" -> defaults = false;
            case "netdev" -> {
                defaultNet = false;
                Map<String, String> netdev = OptionString.parse(argument, "type");
                netBackends.add(netdev.getOrDefault("id", ""), netdev);
            }
            case "nic", "net" -> defaultNet = false;
            case "drive" -> {
                Map<String, String> drive = OptionString.parse(argument, null);
                drives.put(drive.getOrDefault("id", ""), drive);
            }
            case "blockdev" -> {
                Map<String, String> node = OptionString.parse(argument, "driver");
                drives.put(node.getOrDefault("node-name", ""), node);
            }
            case "object" -> {
                Map<String, String> object = OptionString.parse(argument, "qom-type");
                objects.put(object.getOrDefault("id", ""), object.get("qom-type"));
            }
            case "readconfig" -> problems.add("-readconfig " + argument + " is not read: devices in it are missing");
            default -> {
                // Other options name no device that others refer to.
            }
        }
    }

    private void device(QemuOption option) throws MachineSyntaxException {
        if (drafts.size() >= MAX_DEVICES) {
            return;
        }
        String argument = option.argument();
        if (driveOptions.takes(option)) {
            drafts.addAll(driveOptions.devices(option));
            return;
        }
        switch (option.name()) {
            case "device" -> drafts.add(device(OptionString.parse(argument, "driver")));
            case "nic" -> nicOption(OptionString.parse(argument, "type"));
            case "net" -> netOption(OptionString.parse(argument, "type"));
            case "vga" -> vga(argument);
            case "virtfs" ->
                drafts.add(new DeviceDraft("virtio-9p" + machine.virtioBus())
                        .properties(OptionString.parse(argument, "fsdriver")));
            case "usbdevice" -> usbDevice(argument);
            case "soundhw" -> soundCard(argument);
            case "audio" -> soundCard(OptionString.parse(argument, "driver").get("model"));
            case "watchdog" -> drafts.add(new DeviceDraft(argument));
            default -> {
                // Not a device.
            }
        }
    }

    private DeviceDraft device(Map<String, String> properties) {
        DeviceDraft draft = new DeviceDraft(properties.get("driver"))
                .id(properties.get("id"))
                .address(address(properties))
                .properties(properties);
        String bus = properties.get("bus");
        if (bus != null && !bus.startsWith("pci")) {
            int dot = bus.indexOf('.');
            draft.parent(dot < 0 ? bus : bus.substring(0, dot));
        }
        netBackends.connect(draft, properties.get("netdev"));
        drive(draft, properties.get("drive"));
        String cryptodev = properties.get("cryptodev");
        if (cryptodev != null && "cryptodev-vhost-user".equals(objects.get(cryptodev))) {
            draft.backend(Backend.VHOST_USER);
        }
        return draft;
    }

    private void drive(DeviceDraft draft, String id) {
        Map<String, String> drive = id == null ? null : drives.get(id);
        if (drive == null) {
            return;
        }
        draft.property("file", drive.getOrDefault("file", drive.get("filename")));
        String driver = drive.getOrDefault("driver", "");
        if (driver.startsWith("virtio-blk-v")) {
            draft.note("QEMU hands its requests on to " + driver);
        } else if (driver.equals("nvme") || draftsFileOnNvme(drive)) {
            draft.note("QEMU drives an NVMe device of the host for it");
        }
    }

    private static boolean draftsFileOnNvme(Map<String, String> drive) {
        return drive.getOrDefault("file", "").startsWith("nvme://");
    }

    /** An address on the machine's own PCI bus; those behind bridges depend on numbers that firmware gives. */
    private static String address(Map<String, String> properties) {
        String bus = properties.getOrDefault("bus", "");
        String address = properties.get("addr");
        if (address == null || !(bus.isEmpty() || bus.equals("pci.0") || bus.equals("pcie.0"))) {
            return null;
        }
        try {
            String[] parts = address.split("\\.", 2);
            int slot = Integer.parseInt(parts[0].replaceFirst("^0[xX]", ""), 16);
            int function = parts.length < 2 ? 0 : Integer.parseInt(parts[1].replaceFirst("^0[xX]", ""), 16);
            return String.format("00:%02x.%x", slot, function);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private DeviceDraft nic(String model, Map<String, String> netdev) {
        DeviceDraft draft = new DeviceDraft(model);
        NetBackends.connect(draft, netdev);
        return draft.property("mac", netdev.get("mac"));
    }

    private void nicOption(Map<String, String> nic) {
        if (!"none".equals(nic.get("type"))) {
            String model = nic.getOrDefault("model", machine.nic());
            drafts.add(nic(nicModel(model), nic).id(nic.get("id")));
        }
    }

    /** {@code -net nic}, which is connected to whatever other {@code -net} there is. */
    private void netOption(Map<String, String> net) throws MachineSyntaxException {
        if (!"nic".equals(net.get("type"))) {
            return;
        }
        Map<String, String> connected = new HashMap<>();
        for (QemuOption option : options) {
            if (option.name().equals("net")) {
                Map<String, String> other = OptionString.parse(option.argument(), "type");
                if (!"nic".equals(other.get("type"))) {
                    connected.putAll(other);
                }
            }
        }
        connected.put("mac", net.get("macaddr"));
        DeviceDraft draft = nic(nicModel(net.getOrDefault("model", machine.nic())), connected);
        netBackends.connect(draft, net.get("netdev"));
        drafts.add(draft);
    }

    /** {@code model=virtio} means the model of the machine's bus. */
    private String nicModel(String model) {
        return "virtio".equals(model) ? "virtio-net" + machine.virtioBus() : model;
    }

    private void vga(String kind) {
        String model = switch (String.valueOf(kind)) {
            case "std" -> "VGA";
            case "cirrus" -> "cirrus-vga";
            case "vmware" -> "vmware-svga";
            case "qxl" -> "qxl-vga";
            case "virtio" -> "virtio-vga";
            default -> null;
        };
        if (model != null) {
            drafts.add(new DeviceDraft(model));
        }
    }

    private void usbDevice(String kind) {
        String word = String.valueOf(kind).split(":", 2)[0];
        String model = switch (word) {
            case "mouse", "tablet", "serial", "net", "host", "braille" -> "usb-" + word;
            case "keyboard" -> "usb-kbd";
            case "wacom-tablet" -> "usb-wacom-tablet";
            case "disk" -> "usb-storage";
            default -> null;
        };
        if (model != null) {
            drafts.add(new DeviceDraft(model));
        }
    }

    private void soundCard(String models) {
        for (String word : String.valueOf(models).split(",")) {
            String model = switch (word) {
                case "hda" -> "intel-hda";
                case "ac97" -> "AC97";
                case "es1370" -> "ES1370";
                case "virtio" -> "virtio-sound-pci";
                case "adlib", "cs4231a", "gus", "sb16" -> word;
                default -> null;
            };
            if (model != null) {
                drafts.add(new DeviceDraft(model).deviceClass(DeviceClass.OTHER));
            }
        }
    }
}
