package io.vqtrace.imports.internal.pipeline;

import io.vqtrace.imports.internal.scan.ParsedBlock;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Merges the records of several inputs of one run by time. The order of each input is kept, since the order of lines is
 * the order of causes: inputs are compared by the largest time so far. Inputs without times come first, in the order of
 * the arguments.
 */
final class Merger {
    private final List<Lane> lanes;
    private final RecordConsumer consumer;
    private boolean begun;
    private long lines;

    Merger(List<Lane> lanes, RecordConsumer consumer) {
        this.lanes = lanes;
        this.consumer = consumer;
    }

    /** Tells whether every input has a block or has ended, and at least one has a block. Under the pipeline's monitor. */
    boolean prepare() {
        boolean any = false;
        for (Lane lane : lanes) {
            if (lane.advance()) {
                any = true;
            } else if (!lane.exhausted()) {
                return false;
            }
        }
        return any;
    }

    private Stream<ParsedBlock> current() {
        return lanes.stream().map(Lane::current).filter(Objects::nonNull);
    }

    /** Consumes records until an input needs its next block, and returns that input. */
    Lane run() throws IOException {
        if (!begun && current().anyMatch(block -> block.events() > 0)) {
            begun = true;
            OptionalLong first = current()
                    .filter(block -> block.timedEvents() > 0)
                    .mapToLong(block -> block.firstTime())
                    .min();
            consumer.begin(first.isPresent(), first.orElse(0));
        }
        while (true) {
            Lane first = null;
            Lane second = null;
            for (Lane lane : lanes) {
                if (lane.current() == null) {
                    continue;
                }
                if (first == null || lane.key() < first.key()) {
                    second = first;
                    first = lane;
                } else if (second == null || lane.key() < second.key()) {
                    second = lane;
                }
            }
            ParsedBlock block = first.current();
            if (first.position() == 0 && first.takeTimes()) {
                consumer.stepBack();
            }
            int end = block.used();
            if (second != null) {
                end = first.runEnd(second.key(), lanes.indexOf(first) < lanes.indexOf(second));
            }
            consumer.records(block.records(), first.position(), end, lines);
            first.consumedTo(end);
            if (!first.hasRecord()) {
                lines += block.lines();
                consumer.blockEnd(block);
                return first;
            }
        }
    }
}
