package io.vqtrace.imports.internal.scan;

import java.nio.charset.StandardCharsets;

/**
 * What QEMU's message context prints between the time and the event, each part optional: guest name, program name,
 * thread id and thread name.
 *
 * <pre>
 *   GUEST PROG(TID:THREAD): event     [GUEST] PROG: (TID:THREAD): event     PROG: event     (TID:THREAD): event
 * </pre>
 *
 * <p>QEMU's own errors carry the same prefix; it takes a known event's name behind it to make a trace event of the line.
 * See QEMU's {@code util/message.c} and the patch series "util: add support for formatting thread info in messages".
 */
final class MessagePrefix {
    private static final int MAX_PREFIX = 512;
    /** A guest name without a program name behind it is looked for in no more words than this. */
    private static final int MAX_GUEST_WORDS = 4;

    private long thread = Record.NO_THREAD;
    private int nameFrom;
    private int nameTo;
    private final int[] candidates = new int[MAX_GUEST_WORDS + 2];
    private int candidateCount;
    private int firstGuestWord;

    /**
     * Finds where an event's name may stand.
     *
     * @param from start of the line, behind a time if it has one
     * @param to end of the line
     */
    void parse(byte[] text, int from, int to) {
        thread = Record.NO_THREAD;
        nameFrom = 0;
        nameTo = 0;
        firstGuestWord = 0;
        candidateCount = 0;
        int limit = Math.min(to, from + MAX_PREFIX);
        int at = from;
        if (text[at] == '[') {
            int close = find(text, at, limit, ']', ' ');
            if (close < 0 || isKernelTime(text, at + 1, close)) {
                return;
            }
            at = close + 2;
            candidates[candidateCount++] = at;
        }
        int colon = text[at] == '(' ? -1 : find(text, at, limit, ':', ' ');
        int behind = at;
        if (text[at] == '(') {
            behind = threadInfo(text, at, limit);
        } else if (colon >= 0 && program(text, at, colon)) {
            behind = colon + 2;
            if (text[behind] == '(') {
                behind = threadInfo(text, behind, limit);
            }
        }
        if (behind != at) {
            candidates[candidateCount++] = behind;
        }
        guestWords(text, at, colon >= 0 ? colon : limit);
    }

    /** {@code [    1.234567] } before a message of a Linux kernel. */
    private static boolean isKernelTime(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Bytes.isDigit(text[at]) && text[at] != ' ' && text[at] != '.') {
                return false;
            }
        }
        return true;
    }

    /** Checks {@code … PROG} or {@code … PROG(TID:THREAD)} before a colon, and takes the thread. */
    private boolean program(byte[] text, int from, int colon) {
        if (text[colon - 1] != ')') {
            return colon > from;
        }
        for (int open = colon - 1; open > from; open--) {
            if (text[open] == '(') {
                takeThread(text, open + 1, colon - 1);
                return true;
            }
        }
        return false;
    }

    /** Parses {@code (TID:THREAD): }. */
    private int threadInfo(byte[] text, int open, int limit) {
        int close = find(text, open, limit, ')', ':');
        if (close < 0 || text[close + 2] != ' ' || !takeThread(text, open + 1, close)) {
            return open;
        }
        return close + 3;
    }

    private boolean takeThread(byte[] text, int from, int to) {
        long id = 0;
        int at = from;
        while (at < to && Bytes.isDigit(text[at]) && at - from < 18) {
            id = id * 10 + text[at++] - '0';
        }
        if (at == from || at < to && text[at] != ':') {
            return false;
        }
        thread = id;
        if (at + 1 < to) {
            nameFrom = at + 1;
            nameTo = to;
        }
        return true;
    }

    /** An event may follow the guest's name directly. */
    private void guestWords(byte[] text, int from, int limit) {
        firstGuestWord = candidateCount;
        for (int at = from; at < limit && candidateCount - firstGuestWord < MAX_GUEST_WORDS; at++) {
            if (text[at] == ' ') {
                candidates[candidateCount++] = at + 1;
            }
        }
    }

    /** Tells whether a place is only behind some words, without anything that marks them as a prefix. */
    boolean isGuestWord(int i) {
        return i >= firstGuestWord;
    }

    private static int find(byte[] text, int from, int limit, char first, char second) {
        for (int at = from; at < limit - 1; at++) {
            if (text[at] == first && text[at + 1] == second) {
                return at;
            }
        }
        return -1;
    }

    /** Returns how many places there are to look for an event's name. */
    int candidates() {
        return candidateCount;
    }

    /** Returns one of the places. */
    int candidate(int i) {
        return candidates[i];
    }

    /** Returns the thread id, or {@link Record#NO_THREAD}. */
    long thread() {
        return thread;
    }

    /** Returns the thread's name, or null. */
    String threadName(byte[] text) {
        return nameTo > nameFrom
                ? new String(text, nameFrom, nameTo - nameFrom, StandardCharsets.UTF_8).replace('\0', ' ')
                : null;
    }
}
