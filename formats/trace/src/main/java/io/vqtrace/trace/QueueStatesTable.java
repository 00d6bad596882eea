package io.vqtrace.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The table of which only the latest rows count: each flush replaces the file, if the rows are others. Not thread-safe. */
final class QueueStatesTable {
    private final Path file;
    private final Path fresh;
    private List<QueueStateRow> rows = List.of();
    private boolean due;

    QueueStatesTable(Path directory) {
        file = directory.resolve(TraceFormat.QUEUE_STATES_FILE);
        fresh = directory.resolve(TraceFormat.QUEUE_STATES_FILE + ".tmp");
    }

    void set(List<QueueStateRow> latest) {
        due |= !rows.equals(latest);
        rows = List.copyOf(latest);
    }

    /** Writes the rows beside the file first: whenever the process is killed, there is a whole one. */
    void flush() throws IOException {
        if (!due) {
            return;
        }
        Files.deleteIfExists(fresh);
        try (RowTable<QueueStateRow> table = RowTable.create(fresh, "queue_states", Tables.QUEUE_STATES)) {
            rows.forEach(table::add);
        }
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw ArrowStreamFile.named(file, e);
        }
        due = false;
    }
}
