package io.vqtrace.imports.internal.scan;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How often each event came, over all parsers. Not thread-safe. */
public final class EventCounts {
    /** Name under which events are counted for whose names there was no room. */
    public static final String OTHER = "(other)";

    private final Map<String, Long> seen = new TreeMap<>();
    private final Map<String, Long> undecoded = new TreeMap<>();
    private final Map<EmulatedFamily, Map<String, Long>> emulated = new EnumMap<>(EmulatedFamily.class);

    /** Adds events of one name. */
    void event(String name, long count, boolean isUndecoded) {
        seen.merge(name, count, Long::sum);
        if (isUndecoded) {
            undecoded(name, count);
        }
    }

    /** Adds events that nothing is made of. */
    void undecoded(String name, long count) {
        if (undecoded.size() < EventNames.LIMIT || undecoded.containsKey(name)) {
            undecoded.merge(name, count, Long::sum);
        } else {
            otherEvents(count);
        }
    }

    /** Adds events whose names are not known any more. */
    void otherEvents(long count) {
        undecoded.merge(OTHER, count, Long::sum);
    }

    /** Adds events of an emulated device; the instance is empty if they do not tell one. */
    void emulated(EmulatedFamily family, String instance, long count) {
        emulated.computeIfAbsent(family, f -> new TreeMap<>()).merge(instance, count, Long::sum);
    }

    /**
     * Tells whether an event of that name came.
     *
     * @param name an event's name
     * @return whether its count is above 0
     */
    public boolean seen(String name) {
        return seen.containsKey(name);
    }

    /**
     * Tells whether an event came whose name starts so.
     *
     * @param prefix start of a name
     * @return whether there was one
     */
    public boolean seenPrefix(String prefix) {
        return ((TreeMap<String, Long>) seen)
                .tailMap(prefix).keySet().stream()
                        .findFirst()
                        .filter(name -> name.startsWith(prefix))
                        .isPresent();
    }

    /**
     * Returns the events that nothing is made of.
     *
     * @return counts by name, in order of name
     */
    public Map<String, Long> undecoded() {
        return undecoded;
    }

    /**
     * Returns the events of emulated and passed through devices.
     *
     * @return counts by family and by instance, which is empty for events that do not tell one
     */
    public Map<EmulatedFamily, Map<String, Long>> emulated() {
        return emulated;
    }
}
