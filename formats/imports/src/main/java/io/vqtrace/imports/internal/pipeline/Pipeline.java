package io.vqtrace.imports.internal.pipeline;

import io.vqtrace.imports.ImportException;
import io.vqtrace.imports.ProgressListener;
import io.vqtrace.imports.internal.input.BlockReader;
import io.vqtrace.imports.internal.input.TextBlock;
import io.vqtrace.imports.internal.scan.LineParser;
import io.vqtrace.imports.internal.scan.ParsedBlock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs an import on several threads with bounded memory.
 *
 * <p>Each worker reads a block of an input (one at a time for each input), parses it, and hands it over. Whoever hands
 * over the block that is next in line also merges and consumes it, and all that follow; the others go on reading, as
 * long as not too many blocks wait. So no core is idle, whether reading, inflating, parsing or writing takes longest.
 */
public final class Pipeline {
    private final List<Lane> lanes = new ArrayList<>();
    private final Merger merger;
    private final Supplier<LineParser> parsers;
    private final ProgressListener progress;
    private final int workers;
    private final int blockBytes;
    private final Long totalBytes;
    private final Deque<ParsedBlock> free = new ArrayDeque<>();
    private boolean merging;
    private Throwable failure;

    /**
     * Prepares a run.
     *
     * @param readers the inputs, in the order of the arguments
     * @param blockBytes size of a block
     * @param workers number of threads, the caller's included
     * @param parsers makes a parser for each thread
     * @param consumer takes the records
     * @param progress is told of the bytes read
     */
    public Pipeline(
            List<BlockReader> readers,
            int blockBytes,
            int workers,
            Supplier<LineParser> parsers,
            RecordConsumer consumer,
            ProgressListener progress) {
        int blocksAhead = readers.size() == 1 ? 2 * workers + 1 : 2;
        Long total = 0L;
        for (BlockReader reader : readers) {
            lanes.add(new Lane(reader, blocksAhead));
            Long size = reader.input().size();
            total = total == null || size == null ? null : Long.valueOf(total + size);
        }
        totalBytes = total;
        merger = new Merger(lanes, consumer);
        this.blockBytes = blockBytes;
        this.workers = workers;
        this.parsers = parsers;
        this.progress = progress;
    }

    /**
     * Reads, parses and consumes everything.
     *
     * @throws ImportException if an input cannot be read
     * @throws IOException if the consumer cannot write
     */
    public void run() throws ImportException, IOException {
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < workers; i++) {
            Thread helper = new Thread(this::work, "vqtrace-import-" + i);
            helper.setDaemon(true);
            helpers.add(helper);
            helper.start();
        }
        work();
        for (Thread helper : helpers) {
            join(helper);
        }
        rethrow();
    }

    private void join(Thread helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                fail(new InterruptedIOException("the import was interrupted"));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() throws ImportException, IOException {
        Throwable problem;
        synchronized (this) {
            problem = failure;
        }
        if (problem instanceof ImportException e) {
            throw e;
        } else if (problem instanceof IOException e) {
            throw e;
        } else if (problem instanceof RuntimeException e) {
            throw e;
        } else if (problem instanceof Error e) {
            throw e;
        }
    }

    private void work() {
        try {
            LineParser parser = parsers.get();
            TextBlock text = new TextBlock(blockBytes);
            Lane lane;
            while ((lane = laneToRead()) != null) {
                process(lane, parser, text);
            }
        } catch (InterruptedException e) {
            fail(new InterruptedIOException("the import was interrupted"));
            Thread.currentThread().interrupt();
        } catch (ImportException | IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable problem) {
        if (failure == null) {
            failure = problem;
        } else {
            failure.addSuppressed(problem);
        }
        notifyAll();
    }

    /** Waits until an input may be read, and returns it; null if there is nothing more to read. */
    private synchronized Lane laneToRead() throws InterruptedException {
        while (failure == null) {
            Lane best = null;
            boolean open = false;
            for (Lane lane : lanes) {
                open |= !lane.ended();
                if (lane.canRead() && (best == null || lane.ahead() < best.ahead())) {
                    best = lane;
                }
            }
            if (best != null || !open) {
                return best;
            }
            wait();
        }
        return null;
    }

    private void process(Lane lane, LineParser parser, TextBlock text) throws ImportException, IOException {
        long number;
        ParsedBlock parsed;
        synchronized (this) {
            if (!lane.canRead()) {
                return;
            }
            number = lane.startReading();
            parsed = free.isEmpty() ? new ParsedBlock() : free.pop();
        }
        boolean more = lane.reader.next(text);
        synchronized (this) {
            lane.finishReading(!more);
            report();
            notifyAll();
        }
        if (more) {
            parser.parse(text.bytes(), text.length(), text.unterminated(), parsed);
        }
        synchronized (this) {
            if (more) {
                lane.deliver(number, parsed);
            }
            if (merging) {
                return;
            }
            merging = true;
        }
        merge();
    }

    private void report() {
        long bytes = 0;
        for (Lane lane : lanes) {
            bytes += lane.reader.input().consumed();
        }
        progress.progress(bytes, totalBytes);
    }

    private void merge() throws IOException {
        while (true) {
            synchronized (this) {
                if (failure != null || !merger.prepare()) {
                    merging = false;
                    return;
                }
            }
            Lane done = merger.run();
            synchronized (this) {
                free.push(done.release());
                notifyAll();
            }
        }
    }
}
