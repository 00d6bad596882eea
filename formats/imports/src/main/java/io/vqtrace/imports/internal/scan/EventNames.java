package io.vqtrace.imports.internal.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** The event names that one parser has met, what is to be done with each, and how often it came. Not thread-safe. */
final class EventNames {
    /** Largest number of names that are counted one by one. */
    static final int LIMIT = 10_000;

    /** The text is no event name. */
    static final int NONE = -1;
    /** An event whose name is not counted by itself, as there are too many. */
    static final int OTHER = -2;

    /** What is to be done with an event. */
    enum Action {
        /** Its arguments become a record. */
        DECODE,
        /** It tells a device's type, and is counted. */
        HINT,
        /** It counts for an emulated device. */
        EMULATED,
        /** It counts for the device that a memory region belongs to. */
        REGION,
        /** It is counted. */
        COUNT
    }

    private static final Map<String, Integer> KINDS = EventDecoder.kinds();
    private static final Map<String, DeviceHint> HINTS = EventDecoder.hints();

    private final EventFamilies families;
    private final NameTable table = new NameTable(LIMIT);
    private Action[] actions = new Action[64];
    private int[] kinds = new int[64];
    private boolean[] known = new boolean[64];
    private DeviceHint[] hints = new DeviceHint[64];
    private EmulatedFamily[] emulated = new EmulatedFamily[64];
    private long others;

    EventNames(EventFamilies families) {
        this.families = families;
        KINDS.keySet().forEach(name -> describe(table.add(name)));
    }

    /**
     * Finds the event whose name starts at {@code from}.
     *
     * @param anyFamily whether a name of an unknown family is an event too
     * @return its index, {@link #NONE} or {@link #OTHER}; {@link #end()} then tells where the name ends
     */
    int find(byte[] text, int from, boolean anyFamily) {
        int index = table.find(text, from);
        if (index >= 0) {
            return anyFamily || known[index] ? index : NONE;
        }
        return findAnew(text, from, anyFamily);
    }

    private int findAnew(byte[] text, int from, boolean anyFamily) {
        int length = table.end() - from;
        if (length == 0 || length > NameTable.MAX_LENGTH || !isIdentifier(text, from, table.end())) {
            return NONE;
        }
        if (!anyFamily && !hasUnderscore(text, from, table.end())) {
            return NONE;
        }
        if (!anyFamily && !families.contains(new String(text, from, length, StandardCharsets.ISO_8859_1))) {
            return NONE;
        }
        int index = table.add(text, from);
        if (index == NameTable.UNKNOWN) {
            others++;
            return OTHER;
        }
        describe(index);
        return index;
    }

    /** Spares a String for nearly every word of other text. */
    private static boolean hasUnderscore(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text[at] == '_') {
                return true;
            }
        }
        return false;
    }

    private static boolean isIdentifier(byte[] text, int from, int to) {
        if (text[from] != '_' && (text[from] < 'a' || text[from] > 'z')) {
            return false;
        }
        for (int at = from + 1; at < to; at++) {
            byte c = text[at];
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !Bytes.isDigit(c) && c != '_') {
                return false;
            }
        }
        return true;
    }

    private void describe(int index) {
        if (index == actions.length) {
            int capacity = index * 2;
            actions = Arrays.copyOf(actions, capacity);
            kinds = Arrays.copyOf(kinds, capacity);
            known = Arrays.copyOf(known, capacity);
            hints = Arrays.copyOf(hints, capacity);
            emulated = Arrays.copyOf(emulated, capacity);
        }
        String name = table.name(index);
        known[index] = families.contains(name);
        hints[index] = HINTS.get(name);
        emulated[index] = EmulatedFamily.ofEvent(name);
        Integer kind = KINDS.get(name);
        if (kind != null) {
            actions[index] = Action.DECODE;
            kinds[index] = kind;
        } else if (hints[index] != null) {
            actions[index] = Action.HINT;
        } else if (emulated[index] != null) {
            actions[index] = Action.EMULATED;
        } else if (name.startsWith("memory_region_ops_")) {
            actions[index] = Action.REGION;
            kinds[index] = name.endsWith("_write") ? Record.REGISTER_WRITE : Record.REGISTER_READ;
        } else {
            actions[index] = Action.COUNT;
        }
    }

    /** Returns where the name of the last {@link #find} ends. */
    int end() {
        return table.end();
    }

    /** Returns what is to be done with an event. */
    Action action(int index) {
        return actions[index];
    }

    /** Tells whether an event's arguments become a record. */
    boolean isDecoded(int index) {
        return index >= 0 && actions[index] == Action.DECODE;
    }

    /** Returns the kind of record of an event that is to be decoded or accesses a region, or 0. */
    int kind(int index) {
        return kinds[index];
    }

    /** Returns the hint of an event. */
    DeviceHint hint(int index) {
        return hints[index];
    }

    /** Returns the family of an event of an emulated device. */
    EmulatedFamily emulated(int index) {
        return emulated[index];
    }

    /** Counts an event. */
    void count(int index) {
        table.count(index);
    }

    /** Adds what was counted to {@code counts}. */
    void addTo(EventCounts counts) {
        for (int i = 0; i < table.size(); i++) {
            if (table.countOf(i) > 0) {
                counts.event(table.name(i), table.countOf(i), actions[i] == Action.COUNT || actions[i] == Action.HINT);
            }
        }
        if (others > 0) {
            counts.otherEvents(others);
        }
    }
}
