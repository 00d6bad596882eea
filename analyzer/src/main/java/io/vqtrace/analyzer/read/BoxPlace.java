package io.vqtrace.analyzer.read;

import io.vqtrace.trace.TraceFormat;
import io.vqtrace.trace.box.BoxDescription;
import io.vqtrace.trace.box.BoxFile;
import io.vqtrace.trace.box.ProcessIdentity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where the black box of a trace lies, and what was done to read it in peace: that of a living process is copied aside,
 * that of a dead one moved into its trace, so that shared memory can be forgotten.
 *
 * @param box the black box
 * @param trace the trace that it belongs to; its own directory if there is no other
 * @param living whether its process still records
 * @param temporary directory of a copy that nobody needs later, or null
 * @param movedFrom where it lay before it was moved into the trace just now, or null
 * @param overwrittenRows rows that a living process overwrote while they were copied
 */
record BoxPlace(
        BlackBox box, TraceContainer trace, boolean living, Path temporary, String movedFrom, long overwrittenRows) {

    /**
     * Looks for the black box of a trace that was not closed.
     *
     * @param path the trace, or the directory of a black box
     * @param container what lies there
     * @param recording what its manifest says
     * @param problems takes a line if there is one that cannot be read
     * @return null if there is none
     * @throws TraceReadException if the path is a black box and cannot be read
     */
    static BoxPlace find(Path path, TraceContainer container, TraceManifest.Recording recording, List<String> problems)
            throws IOException {
        if (BlackBox.isBox(container)) {
            return ofBox(BlackBox.open(container), container);
        }
        try {
            TraceContainer inside = container.directory(BoxFile.DIRECTORY);
            if (inside != null && BlackBox.isBox(inside)) {
                return new BoxPlace(BlackBox.open(inside), container, false, null, null, 0);
            }
            return recording.blackBox() == null ? null : named(path, container, recording, problems);
        } catch (IOException e) {
            problems.add("its black box cannot be read ("
                    + TraceKind.explain(path, e).getMessage() + ")");
            return null;
        }
    }

    private static BoxPlace ofBox(BlackBox box, TraceContainer container) throws IOException {
        Path directory = box.description().directory() == null
                ? null
                : Path.of(box.description().directory());
        boolean inTrace = directory != null && Files.isRegularFile(directory.resolve(TraceFormat.MANIFEST_FILE));
        DirectoryContainer trace = inTrace ? DirectoryContainer.ofDirectory(directory) : null;
        if (trace != null && !belongs(box, ManifestReader.read(trace, directory.toString()))) {
            trace = null;
        }
        if (box.description().owner().alive()) {
            return living(box, trace == null ? container : trace, directory);
        }
        return new BoxPlace(box, trace == null ? container : trace, false, null, null, 0);
    }

    private static boolean belongs(BlackBox box, TraceManifest manifest) {
        String id = box.description().id();
        return manifest != null && id != null && id.equals(manifest.recording().blackBoxId());
    }

    private static BoxPlace named(
            Path path, TraceContainer container, TraceManifest.Recording recording, List<String> problems)
            throws IOException {
        Path directory = Path.of(recording.blackBox());
        if (!Files.isDirectory(directory)) {
            problems.add("its black box " + directory + " is gone");
            return null;
        }
        BlackBox box = BlackBox.open(DirectoryContainer.ofDirectory(directory));
        BoxDescription description = box.description();
        if (!String.valueOf(description.id()).equals(recording.blackBoxId())) {
            problems.add("its black box is gone (" + directory + " is another's)");
            return null;
        }
        if (description.owner().alive()) {
            return living(box, container, path);
        }
        if (Files.isDirectory(path) && Files.isWritable(path)) {
            box.leaveOutWritten(container);
            return moved(box, directory, path, problems);
        }
        return new BoxPlace(box, container, false, null, null, 0);
    }

    /** Copies what a living process has not written yet, and leaves out of the trace what it wrote later. */
    private static BoxPlace living(BlackBox box, TraceContainer container, Path traceDirectory) throws IOException {
        TraceContainer trace = container;
        if (container instanceof DirectoryContainer && !BlackBox.isBox(container)) {
            DirectoryContainer now = DirectoryContainer.ofDirectory(traceDirectory);
            BoxFile.Write write = box.file().write();
            if (write != null) {
                now.leaveOutLater(TraceFormat.eventsFile(write.segment()), write.fileEnd());
            }
            trace = now;
        }
        Path copy = Files.createTempDirectory("vqtrace-black-box-");
        try {
            BoxCopy copying = new BoxCopy(box);
            copying.into(copy);
            BlackBox snapshot = BlackBox.open(DirectoryContainer.ofDirectory(copy));
            boolean boxOnly = BlackBox.isBox(trace);
            return new BoxPlace(
                    snapshot, boxOnly ? snapshot.files() : trace, true, copy, null, copying.overwrittenRows());
        } catch (IOException | RuntimeException e) {
            delete(copy);
            throw e;
        }
    }

    /** Moves the black box of a dead process into its trace; leaves it where it is if that fails. */
    private static BoxPlace moved(BlackBox box, Path from, Path trace, List<String> problems) throws IOException {
        Path target = trace.resolve(BoxFile.DIRECTORY);
        Path partial = trace.resolve(
                BoxFile.DIRECTORY + "." + ProcessIdentity.current().pid() + ".tmp");
        try {
            Files.createDirectory(partial);
            new BoxCopy(box).into(partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            problems.add("its black box stays in " + from + " ("
                    + TraceKind.explain(trace, e).getMessage() + ")");
            delete(partial);
            return new BoxPlace(box, DirectoryContainer.ofDirectory(trace), false, null, null, 0);
        }
        try {
            delete(from);
        } catch (IOException e) {
            problems.add("its black box was copied, but "
                    + TraceKind.explain(from, e).getMessage());
        }
        BlackBox inTrace = BlackBox.open(DirectoryContainer.ofDirectory(target));
        return new BoxPlace(inTrace, DirectoryContainer.ofDirectory(trace), false, null, from.toString(), 0);
    }

    /** Deletes a directory of plain files, if it is there. */
    static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
