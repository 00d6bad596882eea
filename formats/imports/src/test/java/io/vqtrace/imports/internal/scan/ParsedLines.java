package io.vqtrace.imports.internal.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parses text in one block and tells the records in words. */
final class ParsedLines {
    final ParsedBlock block = new ParsedBlock();
    final SharedNames names = new SharedNames();
    final EventCounts counts = new EventCounts();

    ParsedLines(String text) {
        boolean unterminated = !text.isEmpty() && !text.endsWith("\n");
        byte[] bytes = (unterminated ? text + "\n" : text).getBytes(StandardCharsets.ISO_8859_1);
        LineParser parser = new LineParser(names);
        parser.parse(Arrays.copyOf(bytes, bytes.length + Bytes.PADDING), bytes.length, unterminated, block);
        parser.addTo(counts);
    }

    /** Returns, for each record: kind, thread, time or -, arguments in hexadecimal. */
    List<String> records() {
        List<String> text = new ArrayList<>();
        long[] records = block.records();
        int at = 0;
        while (at < block.used()) {
            int kind = Record.kind(records[at]);
            StringBuilder line = new StringBuilder().append(kind).append(' ').append(records[at + 1]);
            boolean timed = (Record.flags(records[at]) & Record.TIMED) != 0;
            line.append(' ').append(timed ? Long.toString(records[at + 2]) : "-");
            for (int i = 0; i < Record.arguments(kind); i++) {
                line.append(' ').append(Long.toHexString(records[at + Record.HEAD + i]));
            }
            text.add(line.toString());
            at += Record.HEAD + Record.arguments(kind);
        }
        return text;
    }

    int flags(int record) {
        int at = 0;
        for (int i = 0; i < record; i++) {
            at += Record.HEAD + Record.arguments(Record.kind(block.records()[at]));
        }
        return Record.flags(block.records()[at]);
    }
}
