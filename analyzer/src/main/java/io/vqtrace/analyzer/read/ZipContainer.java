package io.vqtrace.analyzer.read;

import io.vqtrace.trace.TraceFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A zipped trace: the files at the top of the zip file or in the one directory that has them. */
final class ZipContainer implements TraceContainer {
    private final ZipFile zip;
    private final String prefix;
    private final SortedMap<String, Long> files = new TreeMap<>();

    ZipContainer(Path file) throws IOException {
        zip = new ZipFile(file.toFile());
        prefix = prefix();
        list();
    }

    private ZipContainer(ZipFile zip, String prefix) {
        this.zip = zip;
        this.prefix = prefix;
        list();
    }

    private void list() {
        zip.stream()
                .filter(entry -> !entry.isDirectory() && isTraceFile(entry.getName()))
                .forEach(entry -> files.put(entry.getName().substring(prefix.length()), Math.max(0, entry.getSize())));
    }

    /** Finds the directory of the first entry that is a trace's, so that a stray entry beside it does no harm. */
    private String prefix() {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(TraceLayout::isTracePath)
                .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                .min((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse("");
    }

    private boolean isTraceFile(String name) {
        return name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0;
    }

    @Override
    public TraceContainer directory(String name) {
        ZipContainer inner = new ZipContainer(zip, prefix + name + "/");
        return inner.files.isEmpty() ? null : inner;
    }

    @Override
    public SortedMap<String, Long> files() {
        return files;
    }

    @Override
    public List<String> facts() {
        String folder = prefix + TraceFormat.FACTS_DIRECTORY + "/";
        return zip.stream()
                .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(folder))
                .map(entry -> entry.getName().substring(folder.length()))
                .filter(name -> name.indexOf('/') < 0)
                .sorted()
                .toList();
    }

    @Override
    public ByteSource open(String file) {
        return new ZipSource(zip, zip.getEntry(prefix + file), file);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
