package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.DeviceClass;
import io.vqtrace.imports.machine.Implementation;
import io.vqtrace.imports.machine.MachineDevice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** QEMU's device models by name, from the table {@code device-models.tsv}. Immutable. */
public final class DeviceModels {
    private static final String TABLE = "device-models.tsv";
    private static final String ABSENT = "-";
    private static final String BY_NETDEV = "netdev";
    private static final String[] SUFFIXES = {"-non-transitional", "-transitional", "-pci", "-ccw", "-device", "-mmio"};

    private final Map<String, DeviceModel> exact = new HashMap<>();
    private final List<Map.Entry<Pattern, DeviceModel>> globs = new ArrayList<>();

    /** Loads the table on first use. */
    private static final class Holder {
        static final DeviceModels INSTANCE = load();
    }

    private DeviceModels() {}

    private static DeviceModels load() {
        DeviceModels models = new DeviceModels();
        try (InputStream table = DeviceModels.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(models::add);
        } catch (IOException e) {
            throw new UncheckedIOException("the table of device models cannot be read", e);
        }
        return models;
    }

    private void add(String line) {
        String[] cells = line.split("\t", -1);
        Implementation implementation = Implementation.valueOf(cells[2].toUpperCase(Locale.ROOT));
        DeviceModel model = new DeviceModel(
                cells[0],
                DeviceClass.valueOf(cells[1].toUpperCase(Locale.ROOT)),
                implementation,
                backend(cells[3]),
                BY_NETDEV.equals(cells[3]),
                ABSENT.equals(cells[4]) ? null : cells[4]);
        if (cells[0].contains("*")) {
            String regex = Pattern.quote(cells[0]).replace("*", "\\E.*\\Q");
            globs.add(Map.entry(Pattern.compile(regex), model));
        } else {
            exact.put(cells[0], model);
        }
    }

    private static Backend backend(String cell) {
        return switch (cell) {
            case ABSENT -> Backend.QEMU;
            case BY_NETDEV -> null;
            default -> Backend.valueOf(cell.toUpperCase(Locale.ROOT).replace('-', '_'));
        };
    }

    /**
     * Finds a model. Exact names count before patterns.
     *
     * @param name name of the model with any bus, such as {@code virtio-blk-pci-transitional}
     * @return the model, or null if the table does not have it
     */
    static DeviceModel find(String name) {
        DeviceModels models = Holder.INSTANCE;
        String family = family(name);
        DeviceModel model = models.exact.get(family);
        if (model != null) {
            return model;
        }
        return models.globs.stream()
                .filter(glob -> glob.getKey().matcher(family).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /**
     * Describes a device of which only the model is known.
     *
     * @param model name of the model, null if unknown
     * @param id id of the device, null if it has none
     * @return what follows from the model
     */
    public static MachineDevice describe(String model, String id) {
        return new DeviceDraft(model).id(id).build();
    }

    /**
     * Takes bus and transitional suffix off the name of a virtio device model.
     *
     * @param name name of any model
     * @return such as {@code virtio-blk} for {@code virtio-blk-pci-transitional}; other names as they are
     */
    public static String family(String name) {
        if (!name.startsWith("virtio-") && !name.startsWith("vhost-")) {
            return name;
        }
        String rest = name;
        for (String suffix : SUFFIXES) {
            int length = rest.length() - suffix.length();
            // What is left must still name a device: virtio-mmio and virtio-pci are buses.
            if (rest.endsWith(suffix) && rest.substring(0, length).contains("-")) {
                rest = rest.substring(0, length);
            }
        }
        return rest;
    }
}
