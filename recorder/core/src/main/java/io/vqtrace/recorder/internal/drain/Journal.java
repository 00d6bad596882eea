package io.vqtrace.recorder.internal.drain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A list that only grows, of which the oldest elements may be forgotten; elements are numbered from 0. Thread-safe. */
public final class Journal<T> {
    private final int limit;
    private final Deque<T> elements = new ArrayDeque<>();
    private long end;

    Journal(int limit) {
        this.limit = limit;
    }

    synchronized void add(T element) {
        if (elements.size() == limit) {
            elements.removeFirst();
        }
        elements.addLast(element);
        end++;
    }

    /** Returns the elements from a number on, so far as they are kept. */
    public synchronized Part<T> from(long number) {
        long skip = Math.max(0, number - (end - elements.size()));
        return new Part<>(elements.stream().skip(skip).toList(), end);
    }

    /** Returns the number of the next element. */
    public synchronized long end() {
        return end;
    }

    /** Returns nothing but the number of the next element. */
    synchronized Part<T> none() {
        return new Part<>(List.of(), end);
    }

    /**
     * Some elements.
     *
     * @param end number of the element after the last
     */
    public record Part<T>(List<T> elements, long end) {}
}
