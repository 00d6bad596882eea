package io.vqtrace.analyzer.qemu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A 512-byte boot sector whose program reads from the disk it came from, writes once, and ends the machine.
 *
 * <p>The program uses the BIOS only (int 13h, extended read 42h and write 43h), so the guest driver of the virtio device
 * is SeaBIOS and the number of requests is known: one for the boot sector itself, {@code reads}, and one write. SeaBIOS
 * turns an access of up to 64 sectors into one request.
 */
record BootSector(int reads, int sectorsPerAccess) {
    /** I/O port of QEMU's {@code isa-debug-exit}; writing {@code n} to it ends QEMU with exit code {@code 2n+1}. */
    static final int EXIT_PORT = 0xf4;

    /** QEMU's exit code after all accesses succeeded. */
    static final int EXIT_SUCCESS = 1;

    private static final int SECTOR_BYTES = 512;
    private static final int LOAD_ADDRESS = 0x7c00;
    private static final int PACKET = 0xa0;
    private static final int PACKET_LBA = PACKET + 8;
    private static final int COUNTER = 0xb0;
    private static final int SIGNATURE = 510;
    private static final int BUFFER_ADDRESS = 0x8000;
    private static final int FIRST_LBA = 1;

    /** SeaBIOS does not boot from a disk of less than one cylinder (16 heads of 63 sectors). */
    private static final int MIN_DISK_BYTES = 1 << 20;

    BootSector {
        if (reads < 1 || reads > 0x7fff || sectorsPerAccess < 1 || sectorsPerAccess > 64) {
            throw new IllegalArgumentException("reads " + reads + ", sectors " + sectorsPerAccess);
        }
    }

    /** First sector of read {@code i}, counted from 0; of the write, when {@code i} is the number of reads. */
    long sector(int i) {
        return FIRST_LBA + (long) i * sectorsPerAccess;
    }

    /** A disk image that holds the boot sector and everything the program touches. */
    byte[] diskImage() {
        int size = Math.max(MIN_DISK_BYTES, (int) sector(reads + 1) * SECTOR_BYTES);
        ByteBuffer disk = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        program(disk);
        if (disk.position() > PACKET) {
            throw new IllegalStateException("program of " + disk.position() + " bytes runs into its data");
        }
        // The disk address packet of the extended read: size 16, count, buffer offset and segment, first sector.
        disk.position(PACKET).put((byte) 16).put((byte) 0).putShort((short) sectorsPerAccess);
        disk.putShort((short) BUFFER_ADDRESS).putShort((short) 0).putLong(FIRST_LBA);
        disk.putShort(COUNTER, (short) reads);
        disk.putShort(SIGNATURE, (short) 0xaa55);
        return disk.array();
    }

    private void program(ByteBuffer code) {
        bytes(code, 0x31, 0xc0); //               xor  ax, ax
        bytes(code, 0x8e, 0xd8); //               mov  ds, ax
        int next = code.position(); //      next:               ; dl still names the boot disk
        bytes(code, 0xbe).putShort(address(PACKET)); // mov si, packet
        bytes(code, 0xb4, 0x42); //               mov  ah, 42h  ; extended read
        bytes(code, 0xcd, 0x13); //               int  13h
        int readFailed = jump(code, 0x72); //     jc   failed
        bytes(code, 0x83, 0x06).putShort(address(PACKET_LBA)).put((byte) sectorsPerAccess); // add word [lba], n
        bytes(code, 0xff, 0x0e).putShort(address(COUNTER)); // dec word [counter]
        land(code, jump(code, 0x75), next); //    jnz  next
        bytes(code, 0xbe).putShort(address(PACKET)); // mov si, packet
        bytes(code, 0xb8, 0x00, 0x43); //         mov  ax, 4300h ; extended write, no verify
        bytes(code, 0xcd, 0x13); //               int  13h
        int writeFailed = jump(code, 0x72); //    jc   failed
        exit(code, 0);
        land(code, readFailed, code.position());
        land(code, writeFailed, code.position());
        exit(code, 0x7f);
    }

    private static void exit(ByteBuffer code, int value) {
        bytes(code, 0xb0, value); //              mov  al, value
        bytes(code, 0xe6, EXIT_PORT); //          out  0f4h, al
        bytes(code, 0xf4, 0xeb, 0xfd); //         hlt, again
    }

    private static ByteBuffer bytes(ByteBuffer code, int... values) {
        for (int value : values) {
            code.put((byte) value);
        }
        return code;
    }

    /** Puts a short jump and returns where its displacement stands. */
    private static int jump(ByteBuffer code, int opcode) {
        bytes(code, opcode, 0);
        return code.position() - 1;
    }

    private static void land(ByteBuffer code, int displacementAt, int target) {
        code.put(displacementAt, (byte) (target - (displacementAt + 1)));
    }

    private static short address(int offset) {
        return (short) (LOAD_ADDRESS + offset);
    }
}
