package io.vqtrace.imports.internal.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line of shell text into words as a POSIX shell does (XCU 2.2 and 2.3): quotes, backslashes, lines continued by a
 * backslash, comments. Nothing is expanded: a variable stays as it is written. Redirections are left out. A word that
 * begins with <code>{"</code> is JSON that {@code ps} printed without its quotes, and is taken as it is.
 */
final class ShellWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean redirection;
    private int at;

    private ShellWords(String text, int from) {
        this.text = text;
        at = from;
    }

    /**
     * The words of a command.
     *
     * @param words in order
     * @param end where the text after the command begins
     */
    record Command(List<String> words, int end) {}

    /**
     * Reads one command: up to the end of its line, or to an operator that ends it.
     *
     * @param text the text
     * @param from where the command begins
     * @return its words
     * @throws MachineSyntaxException if a quote is not closed
     */
    static Command command(String text, int from) throws MachineSyntaxException {
        return new ShellWords(text, from).read();
    }

    private Command read() throws MachineSyntaxException {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '\n', ';', '&', '|', '(', ')' -> {
                    endWord();
                    return new Command(words, at);
                }
                case ' ', '\t', '\r' -> endWord();
                case '#' -> comment();
                case '\'' -> quoted();
                case '"' -> doubleQuoted();
                case '\\' -> escaped();
                case '<', '>' -> redirect();
                case '{' -> brace();
                default -> append(c);
            }
        }
        endWord();
        return new Command(words, at);
    }

    private void append(char c) {
        word.append(c);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            if (!redirection) {
                words.add(word.toString());
            }
            redirection = false;
        }
        word.setLength(0);
        inWord = false;
    }

    private void comment() {
        if (inWord) {
            append('#');
            return;
        }
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void brace() {
        if (inWord || !text.startsWith("\"", at)) {
            append('{');
            return;
        }
        int begin = at - 1;
        int depth = 1;
        boolean string = false;
        while (at < text.length() && depth > 0) {
            char c = text.charAt(at++);
            if (c == '\\' && string) {
                at++;
            } else if (c == '"') {
                string = !string;
            } else if (!string) {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
        }
        at = Math.min(at, text.length());
        word.append(text, begin, at);
        inWord = true;
    }

    private void quoted() throws MachineSyntaxException {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw unclosed();
        }
        word.append(text, at, end);
        inWord = true;
        at = end + 1;
    }

    private void doubleQuoted() throws MachineSyntaxException {
        int begin = at;
        inWord = true;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c != '\\' || at == text.length()) {
                word.append(c);
                continue;
            }
            char next = text.charAt(at++);
            if (next == '\n') {
                continue;
            }
            if ("$`\"\\".indexOf(next) < 0) {
                word.append(c);
            }
            word.append(next);
        }
        at = begin;
        throw unclosed();
    }

    private void escaped() {
        if (text.startsWith("\r\n", at)) {
            at += 2;
        } else if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        } else if (at < text.length()) {
            append(text.charAt(at++));
        } else {
            append('\\');
        }
    }

    /** {@code 2>&1}, {@code > file}: the number before and the word behind belong to it. */
    private void redirect() {
        if (inWord && word.chars().allMatch(Character::isDigit)) {
            word.setLength(0);
            inWord = false;
        }
        endWord();
        while (at < text.length() && "<>&|".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        redirection = true;
    }

    private MachineSyntaxException unclosed() {
        long line = text.substring(0, Math.min(at, text.length())).lines().count();
        return new MachineSyntaxException("a quote in line " + Math.max(1, line) + " is not closed");
    }
}
