package io.vqtrace.recorder.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.ProbeCalls;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.recorder.TraceRow;
import io.vqtrace.recorder.TraceRows;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.Observed;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.MmioRegister;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoratedBackendTest {
    private static final Path SOURCES = Path.of("src");
    private static final String PACKAGE = "java/io/vqtrace/recorder/tap/";
    private static final int DESC = 0x1000;
    private static final int DRIVER = 0x2000;
    private static final int DEVICE = 0x3000;
    private static final int BUFFER = 0x4000;

    private final ByteBuffer guest = ByteBuffer.allocate(0x5000).order(ByteOrder.LITTLE_ENDIAN);

    @TempDir
    private Path folder;

    private final ProbeCalls calls = new ProbeCalls();
    private int interrupts;
    private DecoratedBackend.DeviceRegisters registers;
    private int availIndex;

    /** Puts a backend together as a VMM would, with decorators on all that it touches. */
    private void start(DeviceProbe device) {
        QueueProbe queue = device.queue(0, 16);
        DecoratedBackend.RecordedMemory memory = new DecoratedBackend.RecordedMemory(new Guest(), queue);
        DecoratedBackend.RecordedLine line = new DecoratedBackend.RecordedLine(() -> interrupts++, queue);
        ToyBackend backend = new ToyBackend(memory, line);
        registers = new DecoratedBackend.RecordedRegisters(backend, device, queue, memory);
    }

    private final class Guest implements DecoratedBackend.GuestMemory {
        @Override
        public long read(long address, int width) {
            long value = 0;
            for (int i = width - 1; i >= 0; i--) {
                value = value << 8 | guest.get((int) address + i) & 0xff;
            }
            return value;
        }

        @Override
        public void write(long address, int width, long value) {
            for (int i = 0; i < width; i++) {
                guest.put((int) address + i, (byte) (value >>> 8 * i));
            }
        }
    }

    private void write(MmioRegister register, long value) {
        registers.write(register.offset(), 4, value);
    }

    private long read(MmioRegister register) {
        return registers.read(register.offset(), 4);
    }

    private void initialise() {
        write(MmioRegister.STATUS, 0);
        write(MmioRegister.STATUS, 3);
        write(MmioRegister.DEVICE_FEATURES_SEL, 1);
        write(MmioRegister.DRIVER_FEATURES_SEL, 1);
        write(MmioRegister.DRIVER_FEATURES, read(MmioRegister.DEVICE_FEATURES));
        write(MmioRegister.STATUS, 11);
        read(MmioRegister.STATUS);
        write(MmioRegister.QUEUE_SEL, 0);
        write(MmioRegister.QUEUE_SIZE, read(MmioRegister.QUEUE_SIZE_MAX));
        write(MmioRegister.QUEUE_DESC_LOW, DESC);
        write(MmioRegister.QUEUE_DRIVER_LOW, DRIVER);
        write(MmioRegister.QUEUE_DEVICE_LOW, DEVICE);
        write(MmioRegister.QUEUE_READY, 1);
        write(MmioRegister.STATUS, 15);
    }

    private void publish(int... heads) {
        for (int head : heads) {
            guest.putLong(DESC + 16 * head, BUFFER + head);
            guest.putShort(DRIVER + 4 + 2 * (availIndex % 16), (short) head);
            guest.putShort(DRIVER + 2, (short) ++availIndex);
        }
        write(MmioRegister.QUEUE_NOTIFY, 0);
    }

    @Test
    void aBackendThatIsNotEditedIsRecorded() {
        start(calls);
        initialise();
        assertEquals(
                List.of(
                        "status 0",
                        "reset",
                        "status 3",
                        "offered 100000000 0",
                        "accepted 100000000 0",
                        "status 11",
                        "status read 11",
                        "queue 0 split 16 of 16 vector -1 at 1000 2000 3000",
                        "status 15"),
                calls.take());
        publish(5, 9);
        assertEquals(
                List.of(
                        "q0 kick",
                        "q0 avail 2 idx 2",
                        "q0 pop 5 -1 -1 -1",
                        "q0 used 5 1",
                        "q0 pop 9 -1 -1 -1",
                        "q0 used 9 1",
                        "q0 interrupt -1"),
                calls.take());
        guest.putShort(DRIVER, (short) 1);
        publish(2);
        assertEquals(
                List.of("q0 kick", "q0 avail 1 idx 3", "q0 pop 2 -1 -1 -1", "q0 used 2 1", "q0 interrupt suppressed 1"),
                calls.take());
        assertEquals(1, interrupts);
        assertEquals(0x55, guest.get(BUFFER + 9));
        write(MmioRegister.STATUS, 0);
        assertEquals(List.of("status 0", "reset"), calls.take());
    }

    @Test
    void itsTraceTellsRequestsAndInterrupts() throws IOException {
        try (VirtioRecorder recorder = VirtioRecorder.builder(folder.resolve("trace"))
                .level(CaptureLevel.FULL)
                .memory(1 << 20)
                .open()) {
            start(recorder.device("toy", DeviceType.BLK));
            initialise();
            publish(5, 9);
            guest.putShort(DRIVER, (short) 1);
            publish(2);
        }
        assertEquals(
                List.of(
                        "KICK",
                        "AVAIL 2",
                        "POP head 5",
                        "USED head 5 in flight 1 bytes 1",
                        "POP head 9",
                        "USED head 9 in flight 1 bytes 1",
                        "INTERRUPT 2",
                        "KICK",
                        "AVAIL 1",
                        "POP head 2",
                        "USED head 2 in flight 1 bytes 1",
                        "INTERRUPT_SUPPRESSED 1"),
                TraceRows.rows(folder.resolve("trace")).stream()
                        .map(DecoratedBackendTest::text)
                        .toList());
    }

    private static String text(TraceRow row) {
        String head = " head " + row.get(EventColumn.HEAD);
        String count = row.has(Observed.COUNT) ? " " + row.get(EventColumn.COUNT) : "";
        return row.kind()
                + switch (row.kind()) {
                    case POP -> head;
                    case USED -> {
                        assertTrue(row.has(Observed.SINCE_NS | Observed.WAIT_NS), "the request's past");
                        yield head + " in flight " + row.get(EventColumn.IN_FLIGHT) + " bytes "
                                + row.get(EventColumn.USED_BYTES);
                    }
                    default -> count;
                };
    }

    @Test
    void theDocumentationShowsTheSourceOfThisTest() throws IOException {
        List<String> source = Files.readString(SOURCES.resolve("test").resolve(PACKAGE + "DecoratedBackend.java"))
                .lines()
                .toList();
        String example =
                source
                        .subList(source.indexOf("    // example begins") + 1, source.indexOf("    // example ends"))
                        .stream()
                        .map(line -> line.isEmpty() ? line : line.substring(4))
                        .collect(Collectors.joining("\n"));
        List<String> documentation = Files.readString(SOURCES.resolve("main").resolve(PACKAGE + "package-info.java"))
                .lines()
                .toList();
        String shown =
                documentation
                        .subList(documentation.indexOf(" * <pre>{@code") + 1, documentation.indexOf(" * }</pre>"))
                        .stream()
                        .map(line -> line.equals(" *") ? "" : line.substring(3))
                        .collect(Collectors.joining("\n"));
        assertEquals(example, shown);
    }
}
