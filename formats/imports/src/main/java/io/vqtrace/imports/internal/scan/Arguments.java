package io.vqtrace.imports.internal.scan;

/**
 * Reads the arguments of an event: pairs of a label and a value, in a known order.
 *
 * <p>The usual form is recognised by comparing the label with a word; any other spelling of label and blanks is read
 * more slowly. {@code (nil)} is a null pointer. After a value that cannot be read {@link #ok()} is false and further
 * values are 0.
 */
final class Arguments {
    private byte[] text;
    private int at;
    private boolean ok;

    /** Starts at the first character of the arguments. */
    void start(byte[] line, int from) {
        text = line;
        at = from;
        ok = true;
    }

    /** Tells whether all values so far could be read. */
    boolean ok() {
        return ok;
    }

    private void require(boolean condition) {
        if (!condition) {
            ok = false;
        }
    }

    /** Returns where reading goes on. */
    int at() {
        return at;
    }

    /** Reads a labelled pointer. */
    long pointer(Label label) {
        if (label.at(text, at)) {
            at += label.length;
            return hex();
        }
        return skipLabel() ? value() : 0;
    }

    /** Reads a labelled decimal number that is not negative. */
    long decimal(Label label) {
        if (label.at(text, at)) {
            at += label.length;
            return digits(at);
        }
        return skipLabel() ? value() : 0;
    }

    /** Reads one to sixteen lower-case hexadecimal digits, eight at a time. */
    private long hex() {
        long word = Bytes.word(text, at);
        int count = Bytes.hexLength(word);
        long value = Bytes.hexValue(word, count);
        at += count;
        if (count == Long.BYTES) {
            word = Bytes.word(text, at);
            int more = Bytes.hexLength(word);
            value = value << (more << 2) | Bytes.hexValue(word, more);
            at += more;
        }
        require(count > 0 && Bytes.hexDigit(text[at]) < 0);
        return value;
    }

    private long digits(int from) {
        long value = 0;
        int i = from;
        while (Bytes.isDigit(text[i])) {
            value = value * 10 + text[i++] - '0';
        }
        at = i;
        // Nineteen digits fit; a longer number is garbage.
        require(i > from && i - from <= 19);
        return value;
    }

    private boolean skipLabel() {
        skipBlanks();
        int start = at;
        while (text[at] > ' ') {
            at++;
        }
        require(at > start && text[at] == ' ');
        skipBlanks();
        return ok;
    }

    private void skipBlanks() {
        while (text[at] == ' ') {
            at++;
        }
    }

    private long value() {
        if (text[at] == '('
                && text[at + 1] == 'n'
                && text[at + 2] == 'i'
                && text[at + 3] == 'l'
                && text[at + 4] == ')') {
            at += 5;
            return 0;
        }
        if (text[at] == '0' && text[at + 1] == 'x') {
            at += 2;
            return hex();
        }
        return digits(at);
    }

    /** Reads a hexadecimal number without {@code 0x} that ends before {@code stop}, which is skipped. */
    long bareHex(char stop) {
        long value = hex();
        require(text[at] == stop);
        at++;
        return value;
    }

    /** Skips blanks and returns the index of the next character. */
    int skipToWord() {
        skipBlanks();
        return at;
    }

    /** Goes to the end of the word at the current position. */
    int skipWord() {
        while (text[at] > ' ') {
            at++;
        }
        return at;
    }

    /** Tells whether another value follows on the line. */
    boolean more() {
        return text[at] == ' ' && text[at + 1] > ' ';
    }

    /** Tells whether the last value ended where a value may end: not inside a word. */
    boolean atBoundary() {
        return text[at] <= ' ';
    }

    /** Goes behind {@code expected} if it stands here. */
    boolean accept(String expected) {
        for (int i = 0; i < expected.length(); i++) {
            if (text[at + i] != expected.charAt(i)) {
                return false;
            }
        }
        at += expected.length();
        return true;
    }
}
