package io.vqtrace.imports.internal.scan;

/**
 * The arguments of an event that becomes a record: labels and values in the order of QEMU's format string, which is the
 * order of the record's arguments.
 *
 * <p>Trailing arguments may be missing, as other versions of QEMU print fewer. They may not on a line that may be cut
 * short; there, where a format says so, something must follow, to show that the last value is whole.
 */
final class EventFormat {
    static final EventFormat POP = new EventFormat(Record.POP)
            .pointer("vq 0x")
            .pointer(" elem 0x")
            .optional()
            .number(" in_num ")
            .number(" out_num ");
    static final EventFormat FILL = new EventFormat(Record.FILL)
            .pointer("vq 0x")
            .pointer(" elem 0x")
            .optional()
            .number(" len ")
            .followed();
    static final EventFormat FLUSH = new EventFormat(Record.FLUSH).pointer("vq 0x");
    static final EventFormat QUEUE_NOTIFY = new EventFormat(Record.QUEUE_NOTIFY)
            .pointer("vdev 0x")
            .number(" n ", 0xfffe)
            .pointer(" vq 0x");
    static final EventFormat NOTIFY =
            new EventFormat(Record.NOTIFY).pointer("vdev 0x").pointer(" vq 0x");
    static final EventFormat SET_STATUS =
            new EventFormat(Record.SET_STATUS).pointer("vdev 0x").number(" val ", 0xff);
    static final EventFormat BLK_READ = blockRequest(Record.BLK_READ);
    static final EventFormat BLK_WRITE = blockRequest(Record.BLK_WRITE);
    static final EventFormat BLK_COMPLETE = new EventFormat(Record.BLK_COMPLETE)
            .pointer("vdev 0x")
            .pointer(" req 0x")
            .number(" status ", 0xff);

    static final EventFormat VDPA_STATUS = vdpa(Record.VDPA_STATUS).pointer(" status: 0x");
    static final EventFormat VDPA_RESET = vdpa(Record.VDPA_RESET);
    static final EventFormat VDPA_OFFERED = vdpa(Record.VDPA_OFFERED).pointer(" features: 0x");
    static final EventFormat VDPA_ACCEPTED = vdpa(Record.VDPA_ACCEPTED).pointer(" features: 0x");
    static final EventFormat VDPA_TYPE = vdpa(Record.VDPA_TYPE).number(" device_id ", 0xffff);
    static final EventFormat VDPA_RING_SIZE =
            vdpa(Record.VDPA_RING_SIZE).number(" index: ", 0xfffe).number(" num: ", 0xffff);

    private static final int MAX_ARGUMENTS = 4;

    final int kind;
    private final Label[] labels = new Label[MAX_ARGUMENTS];
    private int count;
    private int required = -1;
    private boolean mustBeFollowed;
    private long pointers;
    private final long[] limits = new long[MAX_ARGUMENTS];

    private EventFormat(int kind) {
        this.kind = kind;
    }

    private static EventFormat blockRequest(int kind) {
        return new EventFormat(kind)
                .pointer("vdev 0x")
                .pointer(" req 0x")
                .number(" sector ")
                .optional()
                .number(" nsectors ");
    }

    private static EventFormat vdpa(int kind) {
        return new EventFormat(kind).pointer("dev: 0x");
    }

    private EventFormat pointer(String label) {
        pointers |= 1L << count;
        return number(label);
    }

    private EventFormat number(String label) {
        return number(label, -1);
    }

    /** Adds a number up to a limit, which is unsigned. */
    private EventFormat number(String label, long limit) {
        limits[count] = limit;
        labels[count++] = new Label(label);
        return this;
    }

    private EventFormat optional() {
        required = count;
        return this;
    }

    private EventFormat followed() {
        mustBeFollowed = true;
        return this;
    }

    /**
     * Reads the arguments into {@code values}.
     *
     * @return the flags, with {@link Record#SIZED} if the optional arguments are there; -1 if something is wrong
     */
    int read(Arguments in, int flags, long[] values) {
        int needed = required < 0 ? count : required;
        int i = 0;
        while (i < count && (i < needed || in.more())) {
            Label label = labels[i];
            long value = (pointers >>> i & 1) != 0 ? in.pointer(label) : in.decimal(label);
            if (Long.compareUnsigned(value, limits[i]) > 0) {
                return -1;
            }
            values[i++] = value;
        }
        if (!in.ok() || !in.atBoundary()) {
            return -1;
        }
        if ((flags & Record.UNTERMINATED) != 0 && (i < count || mustBeFollowed && !in.more())) {
            return -1;
        }
        if (i == count) {
            return flags | Record.SIZED;
        }
        while (i < count) {
            values[i++] = 0;
        }
        return flags;
    }
}
