package io.vqtrace.imports.internal.machine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Options that name a disk and its interface at once: {@code -drive if=…}, {@code -hda}, {@code -cdrom} and so on. */
final class DriveOptions {
    private static final Set<String> SHORT =
            Set.of("hda", "hdb", "hdc", "hdd", "cdrom", "fda", "fdb", "sd", "mtdblock", "pflash");
    private static final Pattern IMAGE = Pattern.compile("(?i)/dev/.+|.+\\.(?:img|qcow2?|raw|vmdk|vdi|vhdx?|iso)");

    private final MachineDefaults machine;
    private boolean scsiAdapter;

    DriveOptions(MachineDefaults machine) {
        this.machine = machine;
    }

    boolean takes(QemuOption option) {
        return option.name().equals("drive")
                || SHORT.contains(option.name())
                || option.name().isEmpty() && IMAGE.matcher(option.argument()).matches();
    }

    /** The devices that QEMU makes for an option, none for {@code if=none}. */
    List<DeviceDraft> devices(QemuOption option) throws MachineSyntaxException {
        return switch (option.name()) {
            case "drive" -> drive(OptionString.parse(option.argument(), null));
            case "hda", "hdb", "hdc", "hdd", "" ->
                drive(Map.of("if", machine.driveInterface(), "file", option.argument()));
            case "cdrom" -> drive(Map.of("if", machine.driveInterface(), "media", "cdrom", "file", option.argument()));
            case "fda", "fdb" -> drive(Map.of("if", "floppy", "file", option.argument()));
            case "sd" -> drive(Map.of("if", "sd", "file", option.argument()));
            default -> List.of(); // Flash memory of the machine.
        };
    }

    private List<DeviceDraft> drive(Map<String, String> drive) {
        boolean optical = "cdrom".equals(drive.get("media"));
        String kind = drive.getOrDefault("if", machine.driveInterface());
        String model = switch (kind) {
            case "ide" -> optical ? "ide-cd" : "ide-hd";
            case "scsi" -> optical ? "scsi-cd" : "scsi-hd";
            case "virtio" -> "virtio-blk" + machine.virtioBus();
            case "floppy" -> "floppy";
            case "sd" -> "sd-card";
            case "xen" -> "xen-disk";
            default -> null;
        };
        if (model == null) {
            return List.of();
        }
        DeviceDraft disk = new DeviceDraft(model)
                .id(drive.get("id"))
                .property("file", drive.get("file"))
                .property("drive", drive.get("id"));
        if (!kind.equals("scsi") || machine.scsiAdapter() == null) {
            return List.of(disk);
        }
        disk.parent(machine.scsiAdapter());
        if (scsiAdapter) {
            return List.of(disk);
        }
        scsiAdapter = true;
        return List.of(new DeviceDraft(machine.scsiAdapter()).id(machine.scsiAdapter()), disk);
    }
}
