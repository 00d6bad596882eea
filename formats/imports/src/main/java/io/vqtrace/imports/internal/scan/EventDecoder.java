package io.vqtrace.imports.internal.scan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns the arguments of the events that the importer understands into records.
 *
 * <p>Formats are those of QEMU's {@code hw/virtio/trace-events}, {@code hw/block/trace-events}, {@code hw/pci/trace-events}
 * and {@code trace-events}. Trailing arguments may be missing, except on a line that may be cut short.
 */
final class EventDecoder {
    private static final Arguments.Label VQ = new Arguments.Label("vq 0x");
    private static final Arguments.Label NEXT_VQ = new Arguments.Label(" vq 0x");
    private static final Arguments.Label ELEM = new Arguments.Label(" elem 0x");
    private static final Arguments.Label VDEV = new Arguments.Label("vdev 0x");
    private static final Arguments.Label REQ = new Arguments.Label(" req 0x");
    private static final Arguments.Label N = new Arguments.Label(" n ");
    private static final Arguments.Label IN_NUM = new Arguments.Label(" in_num ");
    private static final Arguments.Label OUT_NUM = new Arguments.Label(" out_num");
    private static final Arguments.Label LEN = new Arguments.Label(" len ");
    private static final Arguments.Label VAL = new Arguments.Label(" val ");
    private static final Arguments.Label SECTOR = new Arguments.Label(" sector ");
    private static final Arguments.Label NSECTORS = new Arguments.Label(" nsector");
    private static final Arguments.Label STATUS = new Arguments.Label(" status ");
    private static final Arguments.Label RNG = new Arguments.Label("rng 0x");

    private final Arguments arguments = new Arguments();
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
        return switch (kind) {
            case Record.POP -> pop(in, flags, thread, time, out);
            case Record.FILL -> fill(in, flags, thread, time, out);
            case Record.FLUSH -> flush(in, flags, thread, time, out);
            case Record.QUEUE_NOTIFY -> queueNotify(in, flags, thread, time, out);
            case Record.NOTIFY -> notify(in, flags, thread, time, out);
            case Record.SET_STATUS -> setStatus(in, flags, thread, time, out);
            case Record.BLK_READ, Record.BLK_WRITE -> blockRequest(in, kind, flags, thread, time, out);
            case Record.BLK_COMPLETE -> blockComplete(in, flags, thread, time, out);
            case Record.PCI_CONFIG_WRITE, Record.PCI_MAPPING -> pciDevice(in, text, kind, flags, thread, time, out);
            case Record.VHOST_START -> vhostStart(in, text, flags, thread, time, out);
            default -> throw new IllegalArgumentException("kind " + kind);
        };
    }

    private static boolean mayBeCut(int flags) {
        return (flags & Record.UNTERMINATED) != 0;
    }

    private static boolean pop(Arguments in, int flags, long thread, long time, ParsedBlock out) {
        long queue = in.pointer(VQ);
        long element = in.pointer(ELEM);
        if (!in.ok() || !in.atBoundary()) {
            return false;
        }
        long writable = 0;
        long readable = 0;
        boolean sized = in.more();
        if (sized) {
            writable = in.decimal(IN_NUM);
            readable = in.more() ? spacedDecimal(in, OUT_NUM) : 0;
            sized = in.ok() && in.atBoundary();
        }
        if (!sized && mayBeCut(flags)) {
            return false;
        }
        int at = out.start(Record.POP, sized ? flags | Record.SIZED : flags, thread, time);
        long[] to = out.records();
        to[at] = queue;
        to[at + 1] = element;
        to[at + 2] = sized ? writable : 0;
        to[at + 3] = sized ? readable : 0;
        return true;
    }

    /** Reads a number whose label is longer than a word: only the label's first eight characters are compared. */
    private static long spacedDecimal(Arguments in, Arguments.Label label) {
        return in.longLabel(label) ? in.number() : in.decimal(label);
    }

    private static boolean fill(Arguments in, int flags, long thread, long time, ParsedBlock out) {
        long queue = in.pointer(VQ);
        long element = in.pointer(ELEM);
        if (!in.ok() || !in.atBoundary()) {
            return false;
        }
        boolean sized = in.more();
        long length = 0;
        if (sized) {
            length = in.decimal(LEN);
            sized = in.ok() && in.atBoundary();
        }
        // What follows the length shows that a cut line has it whole.
        if (mayBeCut(flags) && (!sized || !in.more())) {
            return false;
        }
        int at = out.start(Record.FILL, sized ? flags | Record.SIZED : flags, thread, time);
        long[] to = out.records();
        to[at] = queue;
        to[at + 1] = element;
        to[at + 2] = sized ? length : 0;
        return true;
    }

    private static boolean flush(Arguments in, int flags, long thread, long time, ParsedBlock out) {
        long queue = in.pointer(VQ);
        if (!in.ok() || !in.atBoundary()) {
            return false;
        }
        out.flush(flags, thread, time, queue);
        return true;
    }

    private static boolean queueNotify(Arguments in, int flags, long thread, long time, ParsedBlock out) {
        long device = in.pointer(VDEV);
        long index = in.decimal(N);
        long queue = in.pointer(NEXT_VQ);
        if (!in.ok() || !in.atBoundary() || index >= 0xffff) {
            return false;
        }
        int at = out.start(Record.QUEUE_NOTIFY, flags, thread, time);
        long[] to = out.records();
        to[at] = device;
        to[at + 1] = index;
        to[at + 2] = queue;
        return true;
    }

    private static boolean notify(Arguments in, int flags, long thread, long time, ParsedBlock out) {
        long device = in.pointer(VDEV);
        long queue = in.pointer(NEXT_VQ);
        if (!in.ok() || !in.atBoundary()) {
            return false;
        }
        int at = out.start(Record.NOTIFY, flags, thread, time);
        out.records()[at] = device;
        out.records()[at + 1] = queue;
        return true;
    }

    private static boolean setStatus(Arguments in, int flags, long thread, long time, ParsedBlock out) {
        long device = in.pointer(VDEV);
        long status = in.decimal(VAL);
        if (!in.ok() || !in.atBoundary() || status > 0xff) {
            return false;
        }
        int at = out.start(Record.SET_STATUS, flags, thread, time);
        out.records()[at] = device;
        out.records()[at + 1] = status;
        return true;
    }

    private static boolean blockRequest(Arguments in, int kind, int flags, long thread, long time, ParsedBlock out) {
        long device = in.pointer(VDEV);
        long element = in.pointer(REQ);
        long sector = in.decimal(SECTOR);
        long sectors = in.more() ? spacedDecimal(in, NSECTORS) : 0;
        if (!in.ok() || !in.atBoundary()) {
            return false;
        }
        int at = out.start(kind, flags, thread, time);
        long[] to = out.records();
        to[at] = device;
        to[at + 1] = element;
        to[at + 2] = sector;
        to[at + 3] = sectors;
        return true;
    }

    private static boolean blockComplete(Arguments in, int flags, long thread, long time, ParsedBlock out) {
        long device = in.pointer(VDEV);
        long element = in.pointer(REQ);
        long status = in.decimal(STATUS);
        if (!in.ok() || !in.atBoundary() || status > 0xff) {
            return false;
        }
        int at = out.start(Record.BLK_COMPLETE, flags, thread, time);
        long[] to = out.records();
        to[at] = device;
        to[at + 1] = element;
        to[at + 2] = status;
        return true;
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
