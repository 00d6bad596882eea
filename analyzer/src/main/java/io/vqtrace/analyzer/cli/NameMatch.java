package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Block;
import java.util.List;
import java.util.function.Function;

/** How sure the names are that facts gave to devices: a word for the table, and every doubt in full below it. */
final class NameMatch {
    private static final String CERTAIN = "certain";

    private NameMatch() {}

    /** The word before the reason: {@code certain} or {@code uncertain}; null if no facts were given. */
    static String word(String join) {
        return join == null ? null : join.split(":", 2)[0];
    }

    /** A list of the names that are not certain, with the reason; nothing if all are. */
    static <D> List<Block> doubts(List<D> devices, Function<D, String> name, Function<D, String> join) {
        List<String> doubts = devices.stream()
                .filter(device -> join.apply(device) != null && !CERTAIN.equals(join.apply(device)))
                .map(device ->
                        (name.apply(device) == null ? "a device without a name" : "the name " + name.apply(device))
                                + " is " + join.apply(device))
                .toList();
        return doubts.isEmpty() ? List.of() : List.of(new Block.Bullets(doubts));
    }
}
