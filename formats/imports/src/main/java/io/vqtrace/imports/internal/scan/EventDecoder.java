package io.vqtrace.imports.internal.scan;

import io.vqtrace.virtio.MmioRegister;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the arguments of the events that the importer understands into records.
 *
 * <p>Formats are those of QEMU's {@code hw/virtio/trace-events}, {@code hw/block/trace-events}, {@code hw/pci/trace-events}
 * and {@code trace-events}. Trailing arguments may be missing, except on a line that may be cut short.
 */
final class EventDecoder {
    private static final Label VDEV = new Label("vdev 0x");
    private static final Label RNG = new Label("rng 0x");
    private static final Label REGION = new Label(" mr 0x");
    private static final Label ADDRESS = new Label(" addr 0x");
    private static final Label VALUE = new Label(" value 0x");
    private static final Label SIZE = new Label(" size ");
    private static final Label OFFSET = new Label(" offset 0x");
    private static final Label WRITE = new Label(" write 0x");
    private static final Label MAX = new Label(" max ");

    private static final EventFormat[] FORMATS = new EventFormat[Record.kinds()];

    static {
        for (EventFormat format : List.of(
                EventFormat.POP,
                EventFormat.FILL,
                EventFormat.FLUSH,
                EventFormat.QUEUE_NOTIFY,
                EventFormat.NOTIFY,
                EventFormat.SET_STATUS,
                EventFormat.BLK_READ,
                EventFormat.BLK_WRITE,
                EventFormat.BLK_COMPLETE,
                EventFormat.VDPA_STATUS,
                EventFormat.VDPA_RESET,
                EventFormat.VDPA_OFFERED,
                EventFormat.VDPA_ACCEPTED,
                EventFormat.VDPA_TYPE,
                EventFormat.VDPA_RING_SIZE)) {
            FORMATS[format.kind] = format;
        }
    }

    private final Arguments arguments = new Arguments();
    private final long[] values = new long[4];
    private final SharedNames names;
    private final NameTable nameCache = new NameTable(SharedNames.LIMIT);
    private final int[] sharedIndex = new int[SharedNames.LIMIT];
    private long lastHintDevice;
    private DeviceHint lastHint;

    EventDecoder(SharedNames names) {
        this.names = names;
    }

    /** Returns the kind of record of each event that is understood, by name. */
    static Map<String, Integer> kinds() {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        kinds.put("virtqueue_pop", Record.POP);
        kinds.put("virtqueue_fill", Record.FILL);
        kinds.put("virtqueue_flush", Record.FLUSH);
        kinds.put("virtio_queue_notify", Record.QUEUE_NOTIFY);
        kinds.put("virtio_notify", Record.NOTIFY);
        kinds.put("virtio_notify_irqfd", Record.NOTIFY);
        kinds.put("virtio_set_status", Record.SET_STATUS);
        kinds.put("virtio_blk_handle_read", Record.BLK_READ);
        kinds.put("virtio_blk_handle_write", Record.BLK_WRITE);
        kinds.put("virtio_blk_req_complete", Record.BLK_COMPLETE);
        kinds.put("pci_cfg_write", Record.PCI_CONFIG_WRITE);
        kinds.put("pci_update_mappings_add", Record.PCI_MAPPING);
        kinds.put("vhost_dev_start", Record.VHOST_START);
        kinds.put("vhost_vdpa_add_status", Record.VDPA_STATUS);
        kinds.put("vhost_vdpa_reset_device", Record.VDPA_RESET);
        kinds.put("vhost_vdpa_get_features", Record.VDPA_OFFERED);
        kinds.put("vhost_vdpa_set_features", Record.VDPA_ACCEPTED);
        kinds.put("vhost_vdpa_get_device_id", Record.VDPA_TYPE);
        kinds.put("vhost_vdpa_set_vring_num", Record.VDPA_RING_SIZE);
        kinds.put("virtio_mmio_read", Record.MMIO_READ);
        kinds.put("virtio_mmio_write_offset", Record.MMIO_WRITE);
        kinds.put("virtio_mmio_queue_write", Record.MMIO_MAX_SIZE);
        return kinds;
    }

    /** Returns the events that tell a device's type besides being counted, by name. */
    static Map<String, DeviceHint> hints() {
        Map<String, DeviceHint> hints = new LinkedHashMap<>();
        hints.put("virtio_blk_rw_complete", DeviceHint.BLOCK);
        hints.put("virtio_blk_submit_multireq", DeviceHint.BLOCK);
        hints.put("virtio_blk_zone_report_complete", DeviceHint.BLOCK);
        hints.put("virtio_blk_zone_mgmt_complete", DeviceHint.BLOCK);
        hints.put("virtio_blk_zone_append_complete", DeviceHint.BLOCK);
        hints.put("virtio_blk_handle_zone_report", DeviceHint.BLOCK);
        hints.put("virtio_blk_handle_zone_mgmt", DeviceHint.BLOCK);
        hints.put("virtio_blk_handle_zone_reset_all", DeviceHint.BLOCK);
        hints.put("virtio_blk_handle_zone_append", DeviceHint.BLOCK);
        hints.put("virtio_rng_guest_not_ready", DeviceHint.ENTROPY);
        hints.put("virtio_rng_cpu_is_stopped", DeviceHint.ENTROPY);
        hints.put("virtio_rng_popped", DeviceHint.ENTROPY);
        hints.put("virtio_rng_pushed", DeviceHint.ENTROPY);
        hints.put("virtio_rng_request", DeviceHint.ENTROPY);
        hints.put("virtio_rng_vm_state_change", DeviceHint.ENTROPY);
        hints.put("balloon_event", DeviceHint.BALLOON);
        return hints;
    }

    /** Forgets what was said of devices, at the start of a block. */
    void startBlock() {
        lastHint = null;
    }

    /**
     * Decodes the arguments of an event.
     *
     * @param kind kind of record
     * @param flags flags of the record
     * @return whether the arguments could be read; if not, no record was made
     */
    boolean decode(int kind, int flags, byte[] text, int from, long thread, long time, ParsedBlock out) {
        Arguments in = arguments;
        in.start(text, from);
        EventFormat format = FORMATS[kind];
        if (format == null) {
            return switch (kind) {
                case Record.VHOST_START -> vhostStart(in, text, flags, thread, time, out);
                case Record.MMIO_READ, Record.MMIO_WRITE, Record.MMIO_MAX_SIZE ->
                    mmio(in, kind, flags, thread, time, out);
                default -> pciDevice(in, text, kind, flags, thread, time, out);
            };
        }
        int recordFlags = format.read(in, flags, values);
        if (recordFlags < 0) {
            return false;
        }
        if (kind == Record.FLUSH) {
            out.flush(recordFlags, thread, time, values[0]);
        } else {
            out.add(kind, recordFlags, thread, time, values);
        }
        return true;
    }

    private static boolean mayBeCut(int flags) {
        return (flags & Record.UNTERMINATED) != 0;
    }

    /** Takes the device pointer of an event that is counted by name; one record a block and device is enough. */
    void hint(DeviceHint hint, int flags, byte[] text, int from, long thread, long time, ParsedBlock out) {
        Arguments in = arguments;
        in.start(text, from);
        long device = in.pointer(
                switch (hint) {
                    case BLOCK -> VDEV;
                    case ENTROPY, BALLOON -> RNG;
                });
        boolean cut = mayBeCut(flags) && !in.more();
        if (!in.ok() || cut || device == 0 || hint == lastHint && device == lastHintDevice) {
            return;
        }
        lastHint = hint;
        lastHintDevice = device;
        int at = out.start(Record.DEVICE_HINT, flags, thread, time);
        out.records()[at] = device;
        out.records()[at + 1] = hint.ordinal();
    }

    private boolean pciDevice(Arguments in, byte[] text, int kind, int flags, long thread, long time, ParsedBlock out) {
        int from = in.skipToWord();
        int to = in.skipWord();
        int name = shared(text, from, to);
        in.skipToWord();
        long bus = in.bareHex(':');
        long slot = in.bareHex('.');
        long function = in.bareHex(' ');
        if (!in.ok() || from == to || bus > 0xff || slot > 0x1f || function > 7) {
            return false;
        }
        if (name >= 0) {
            int at = out.start(kind, flags, thread, time);
            out.records()[at] = name;
            out.records()[at + 1] = Record.busAddress(bus, slot, function);
        }
        return true;
    }

    private boolean vhostStart(Arguments in, byte[] text, int flags, long thread, long time, ParsedBlock out) {
        if (!in.accept("0x")) {
            return false;
        }
        long device = in.bareHex(':');
        int from = in.at();
        int to = in.skipWord();
        if (!in.ok() || from == to || mayBeCut(flags)) {
            return false;
        }
        int name = shared(text, from, to);
        if (name >= 0) {
            int at = out.start(Record.VHOST_START, flags, thread, time);
            out.records()[at] = device;
            out.records()[at + 1] = name;
        }
        return true;
    }

    /** Takes an access to virtio-mmio registers, but those of the data path; the event's text repeats its name. */
    private boolean mmio(Arguments in, int kind, int flags, long thread, long time, ParsedBlock out) {
        in.skipToWord();
        in.skipWord();
        long first = in.pointer(kind == Record.MMIO_MAX_SIZE ? WRITE : OFFSET);
        long second = 0;
        if (kind == Record.MMIO_WRITE) {
            second = in.pointer(VALUE);
        } else if (kind == Record.MMIO_MAX_SIZE) {
            second = in.decimal(MAX);
        }
        if (!in.ok() || mayBeCut(flags)) {
            return false;
        }
        if (kind == Record.MMIO_MAX_SIZE) {
            out.records()[out.start(kind, flags, thread, time)] = second;
        } else if (!isDataPath(first)) {
            int at = out.start(kind, flags, thread, time);
            out.records()[at] = first;
            if (kind == Record.MMIO_WRITE) {
                out.records()[at + 1] = second;
            }
        }
        return true;
    }

    private static boolean isDataPath(long offset) {
        return offset == MmioRegister.QUEUE_NOTIFY.offset()
                || offset == MmioRegister.INTERRUPT_STATUS.offset()
                || offset == MmioRegister.INTERRUPT_ACK.offset();
    }

    /** Takes an access to a memory region whose name stands at a place; without effect if it cannot be read. */
    void region(
            int kind,
            int flags,
            byte[] text,
            int from,
            int nameStart,
            int nameEnd,
            long thread,
            long time,
            ParsedBlock out) {
        Arguments in = arguments;
        in.start(text, from);
        // "cpu" and its number, which is -1 outside of a guest's processor
        in.skipWord();
        in.skipToWord();
        in.skipWord();
        long region = in.pointer(REGION);
        long address = in.pointer(ADDRESS);
        long value = in.pointer(VALUE);
        long size = in.decimal(SIZE);
        int name = in.ok() ? shared(text, nameStart, nameEnd) : -1;
        if (name >= 0 && size <= Long.BYTES) {
            int at = out.start(kind, flags, thread, time);
            out.records()[at] = region;
            out.records()[at + 1] = address;
            out.records()[at + 2] = value;
            out.records()[at + 3] = Record.access(size, name);
        }
    }

    /** Interns a name for all parsers. */
    private int shared(byte[] text, int from, int to) {
        if (to - from > NameTable.MAX_LENGTH) {
            return -1;
        }
        int index = nameCache.find(text, from, to);
        if (index == NameTable.UNKNOWN) {
            index = nameCache.add(text, from);
            if (index != NameTable.UNKNOWN) {
                sharedIndex[index] = names.indexOf(nameCache.name(index));
            }
        }
        return index == NameTable.UNKNOWN ? -1 : sharedIndex[index];
    }
}
