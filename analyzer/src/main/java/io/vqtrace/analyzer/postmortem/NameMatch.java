package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.render.Block;
import java.util.List;
import java.util.function.Function;

/** How sure the names are that facts gave to devices: a word for the table, and every doubt in full below it. */
public final class NameMatch {
    private static final String CERTAIN = "certain";

    private NameMatch() {}

    /**
     * Returns the word before the reason.
     *
     * @param join how a name was matched, null if no facts were given
     * @return {@code certain} or {@code uncertain}, null for null
     */
    public static String word(String join) {
        return join == null ? null : join.split(":", 2)[0];
    }

    /**
     * Lists the names that are not certain, with the reason.
     *
     * @param devices rows of a table of devices
     * @param name takes the name from a row
     * @param join takes from a row how its name was matched
     * @param <D> type of a row
     * @return one list; nothing if all names are certain
     */
    public static <D> List<Block> doubts(List<D> devices, Function<D, String> name, Function<D, String> join) {
        List<String> doubts = devices.stream()
                .filter(device -> join.apply(device) != null && !CERTAIN.equals(join.apply(device)))
                .map(device ->
                        (name.apply(device) == null ? "a device without a name" : "the name " + name.apply(device))
                                + " is " + join.apply(device))
                .toList();
        return doubts.isEmpty() ? List.of() : List.of(new Block.Bullets(doubts));
    }
}
