package io.vqtrace.imports.internal.scan;

/**
 * Parses blocks of whole lines of a QEMU log. A parser belongs to one thread, and makes the same of a line wherever
 * blocks are cut.
 *
 * <p>Nothing is allocated for a line, unless it brings a name that was not seen before.
 */
public final class LineParser {
    private final ClassicPrefix classic = new ClassicPrefix();
    private final IsoTime iso = new IsoTime();
    private final MessagePrefix message = new MessagePrefix();
    private final EventNames names;
    private final EventDecoder decoder;
    private final DeviceEventCounter devices = new DeviceEventCounter();
    private final SharedNames sharedNames;
    private long lastNamedThread = Record.NO_THREAD;

    /**
     * Makes a parser.
     *
     * @param sharedNames names that the parsers of an import share
     */
    public LineParser(SharedNames sharedNames) {
        this.sharedNames = sharedNames;
        names = new EventNames(EventFamilies.load());
        decoder = new EventDecoder(sharedNames);
    }

    /**
     * Parses a block.
     *
     * @param text lines, each ended by a line feed; {@link Bytes#PADDING} more bytes must exist behind them
     * @param length number of bytes of the lines
     * @param unterminated whether the line feed of the last line was not in the input
     * @param out where the result goes; emptied before
     */
    public void parse(byte[] text, int length, boolean unterminated, ParsedBlock out) {
        out.clear();
        decoder.startBlock();
        int lastLine = unterminated ? startOfLastLine(text, length) : length;
        int at = 0;
        while (at < lastLine) {
            at = line(text, at, 0, out) + 1;
            out.lines++;
        }
        if (at < length) {
            line(text, at, Record.UNTERMINATED, out);
            out.lines++;
        }
    }

    private static int startOfLastLine(byte[] text, int length) {
        int at = length - 1;
        while (at > 0 && text[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    /** Parses a line and returns the index of its line feed. */
    private int line(byte[] text, int from, int flags, ParsedBlock out) {
        int at = classic.parse(text, from);
        if (at >= 0) {
            int event = names.find(text, at, true);
            if (event != EventNames.NONE) {
                return event(text, event, flags | Record.TIMED, classic.thread(), classic.time(), out);
            }
            out.unparsedLines++;
            return Bytes.lineEnd(text, at);
        }
        if (at == ClassicPrefix.DAMAGED) {
            out.unparsedLines++;
            return Bytes.lineEnd(text, from);
        }
        return otherLine(text, from, flags, out);
    }

    private int otherLine(byte[] text, int from, int flags, ParsedBlock out) {
        int at = iso.parse(text, from);
        boolean timed = at >= 0;
        int start = timed ? at : from;
        int eventFlags = timed ? flags | Record.TIMED : flags;
        long time = timed ? iso.time() : 0;
        int event = names.find(text, start, false);
        if (event != EventNames.NONE && !isFailure(text, names.end())) {
            return event(text, event, eventFlags, Record.NO_THREAD, time, out);
        }
        int end = Bytes.lineEnd(text, from);
        message.parse(text, start, end);
        for (int i = 0; i < message.candidates(); i++) {
            event = names.find(text, message.candidate(i), false);
            if (event != EventNames.NONE
                    && !isFailure(text, names.end())
                    && (timed || !message.isGuestWord(i) || names.isDecoded(event))) {
                int nameEnd = names.end();
                nameThread(text);
                return event(text, event, nameEnd, eventFlags, message.thread(), time, out);
            }
        }
        out.foreignLines++;
        return end;
    }

    /** Tells an error message that starts with a function's name, as in {@code vhost_set_mem_table failed: …}. */
    private static boolean isFailure(byte[] text, int at) {
        return text[at] == ' '
                && text[at + 1] == 'f'
                && text[at + 2] == 'a'
                && text[at + 3] == 'i'
                && text[at + 4] == 'l'
                && text[at + 5] == 'e'
                && text[at + 6] == 'd';
    }

    private void nameThread(byte[] text) {
        long thread = message.thread();
        if (thread == Record.NO_THREAD || thread == lastNamedThread) {
            return;
        }
        String name = message.threadName(text);
        if (name != null) {
            sharedNames.thread(thread, name);
        }
        lastNamedThread = thread;
    }

    private int event(byte[] text, int event, int flags, long thread, long time, ParsedBlock out) {
        return event(text, event, names.end(), flags, thread, time, out);
    }

    private int event(byte[] text, int event, int nameEnd, int flags, long thread, long time, ParsedBlock out) {
        int arguments = text[nameEnd] == ' ' ? nameEnd + 1 : nameEnd;
        if (event == EventNames.OTHER) {
            return counted(text, arguments, flags, time, out);
        }
        switch (names.action(event)) {
            case DECODE -> {
                if (!decoder.decode(names.kind(event), flags, text, arguments, thread, time, out)) {
                    out.unparsedLines++;
                    return Bytes.lineEnd(text, nameEnd);
                }
            }
            case HINT -> decoder.hint(names.hint(event), flags, text, arguments, thread, time, out);
            case EMULATED -> {
                int end = Bytes.lineEnd(text, nameEnd);
                devices.count(names.emulated(event), text, arguments, end);
            }
            case REGION -> {
                int end = Bytes.lineEnd(text, nameEnd);
                if (devices.countRegion(text, arguments, end)) {
                    int kind = names.kind(event);
                    decoder.region(
                            kind, flags, text, arguments, devices.nameStart(), devices.nameEnd(), thread, time, out);
                }
            }
            case COUNT -> {
                if ((flags & Record.UNTERMINATED) != 0 && text[nameEnd] != ' ') {
                    // The name itself may be cut.
                    out.unparsedLines++;
                    return Bytes.lineEnd(text, nameEnd);
                }
            }
        }
        names.count(event);
        return counted(text, arguments, flags, time, out);
    }

    private static int counted(byte[] text, int arguments, int flags, long time, ParsedBlock out) {
        out.events++;
        if ((flags & Record.TIMED) != 0) {
            out.time(time);
        }
        return Bytes.lineEnd(text, arguments);
    }

    /**
     * Adds what this parser has counted.
     *
     * @param counts where to
     */
    public void addTo(EventCounts counts) {
        names.addTo(counts);
        devices.addTo(counts);
    }
}
