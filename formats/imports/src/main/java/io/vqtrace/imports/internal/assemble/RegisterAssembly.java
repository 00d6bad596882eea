package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.scan.Record;
import io.vqtrace.imports.internal.scan.SharedNames;
import io.vqtrace.imports.internal.scan.VirtioRegion;
import io.vqtrace.virtio.MmioRegister;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes negotiation steps of the accesses to registers that are in the log, by the decoders that the recorder's taps use.
 *
 * <p>No access names its device. QEMU handles a write of the status within the access, so that the next
 * {@code virtio_set_status} of the same thread is about the device whose register was written: that write waits for it, and
 * makes no row of its own then. On PCI an access names its memory region, one for each device. On MMIO it names nothing: a
 * thread's accesses are taken for those of the device that it began to probe, by reading MagicValue, or whose status it set.
 *
 * <p>Not thread-safe.
 */
final class RegisterAssembly {
    private static final int MAX_BANKS = 4096;
    private static final long PAGE = 0xfff;

    private final SharedNames names;
    private final QueueTable queues;
    private final RowSink sink;
    private final LongMap<PciRegisterBank> pciByRegion = new LongMap<>();
    private final LongMap<LegacyRegisterBank> legacyByRegion = new LongMap<>();
    private final Map<Long, PciRegisterBank> pciByPage = new HashMap<>();
    private final Map<DeviceState, MmioRegisterBank> mmioByDevice = new HashMap<>();
    private final List<RegisterBank> mmioBanks = new ArrayList<>();
    private MmioRegisterBank lastMmio;

    RegisterAssembly(SharedNames names, QueueTable queues, RowSink sink) {
        this.names = names;
        this.queues = queues;
        this.sink = sink;
    }

    /** Takes an access to a region of a device on PCI; arguments are those of {@link Record#REGISTER_READ}. */
    void pci(boolean write, long[] records, int a, ThreadState thread, long ts) throws IOException {
        settle(thread);
        String name = names.name(Record.accessName(records[a + 3]));
        int width = Record.accessWidth(records[a + 3]);
        long page = records[a + 1] & ~PAGE;
        int offset = (int) (records[a + 1] & PAGE);
        long value = records[a + 2];
        VirtioRegion region = VirtioRegion.of(name);
        if (region == VirtioRegion.LEGACY) {
            legacy(write, records, a, thread, ts);
            return;
        }
        PciRegisterBank bank = region == VirtioRegion.COMMON
                ? common(records[a], page, region.deviceName(name))
                : pciByPage.get(page - region.barOffset());
        if (bank == null) {
            return;
        }
        bank.at(ts, thread);
        if (region == VirtioRegion.DEVICE) {
            if (write) {
                bank.configWritten(offset, width, value);
            } else {
                bank.configRead(offset, width, value);
            }
        } else if (!write) {
            bank.read(offset, width, value);
        } else if (PciRegisterBank.isStatus(offset, width)) {
            thread.statusWrite = new StatusWrite(bank, value, ts, records[a + 1]);
        } else {
            bank.write(offset, width, value);
        }
        bank.check();
    }

    private PciRegisterBank common(long region, long page, String deviceName) {
        PciRegisterBank bank = pciByRegion.get(region);
        if (bank == null) {
            if (pciByRegion.size() == MAX_BANKS) {
                return null;
            }
            bank = new PciRegisterBank(sink, deviceName);
            pciByRegion.add(region, bank);
        }
        if (bank.page != page) {
            // The guest placed the BAR anew.
            pciByPage.remove(bank.page, bank);
            bank.page = page;
            pciByPage.put(page, bank);
        }
        return bank;
    }

    /** Takes an access to the legacy header or the configuration behind it. */
    private void legacy(boolean write, long[] records, int a, ThreadState thread, long ts) throws IOException {
        LegacyRegisterBank bank = legacyByRegion.get(records[a]);
        if (bank == null) {
            if (legacyByRegion.size() == MAX_BANKS) {
                return;
            }
            bank = new LegacyRegisterBank(sink);
            legacyByRegion.add(records[a], bank);
        }
        long address = records[a + 1];
        long value = records[a + 2];
        int width = Record.accessWidth(records[a + 3]);
        bank.at(ts, thread);
        if (!write) {
            bank.read(address, width, value);
        } else if (LegacyHeaderAddress.mayBeStatus(address, width)) {
            thread.statusWrite = new StatusWrite(bank, value, ts, address);
        } else {
            bank.write(address, width, value);
        }
        bank.check();
    }

    /** Takes a read of a register on MMIO. */
    void mmioRead(long offset, ThreadState thread, long ts) throws IOException {
        settle(thread);
        if (offset == MmioRegister.MAGIC_VALUE.offset()) {
            thread.mmio = newMmio();
            lastMmio = thread.mmio;
        }
        MmioRegisterBank bank = mmio(thread);
        if (bank != null) {
            bank.at(ts, thread);
            bank.read((int) offset);
            bank.check();
        }
    }

    /** Takes a write of a register on MMIO. */
    void mmioWrite(long offset, long value, ThreadState thread, long ts) throws IOException {
        settle(thread);
        if (offset == MmioRegister.STATUS.offset()) {
            thread.statusWrite = new StatusWrite(null, value, ts, offset);
            return;
        }
        MmioRegisterBank bank = mmio(thread);
        if (bank != null) {
            bank.at(ts, thread);
            bank.write((int) offset, value);
            bank.check();
        }
    }

    /** Takes the largest size of the queue that is selected on MMIO. */
    void mmioMaxSize(long size, ThreadState thread, long ts) throws IOException {
        settle(thread);
        MmioRegisterBank bank = mmio(thread);
        if (bank != null) {
            bank.at(ts, thread);
            bank.maxSize((int) size);
            bank.check();
        }
    }

    /**
     * Returns the registers that a thread accesses. A probe can move to another thread; once it is over, accesses say nothing
     * if there are several devices.
     */
    private MmioRegisterBank mmio(ThreadState thread) {
        MmioRegisterBank bank = thread.mmio == null || thread.mmio.ready() ? lastMmio : thread.mmio;
        if (bank == null) {
            bank = newMmio();
            thread.mmio = bank;
            lastMmio = bank;
        }
        return bank.ready() && mmioByDevice.size() > 1 ? null : bank;
    }

    /**
     * A device's status was set.
     *
     * @return whether it was the driver's write that waited for this on the same thread
     */
    boolean statusSet(DeviceState device, int status, ThreadState thread) throws IOException {
        StatusWrite write = thread.statusWrite;
        if (write == null || !write.sets(status)) {
            return false;
        }
        thread.statusWrite = null;
        RegisterBank bank = write.bank() == null ? mmioOf(device, thread) : write.bank();
        bank.at(write.ts(), thread);
        bank.link(device);
        bank.statusAt(write.address());
        bank.status(write.value(), true);
        return true;
    }

    private MmioRegisterBank newMmio() {
        MmioRegisterBank bank = new MmioRegisterBank(sink);
        if (mmioBanks.size() < MAX_BANKS) {
            mmioBanks.add(bank);
        }
        return bank;
    }

    private MmioRegisterBank mmioOf(DeviceState device, ThreadState thread) {
        MmioRegisterBank bank = mmio(thread);
        if (bank == null || bank.device() != null && bank.device() != device) {
            bank = mmioByDevice.get(device);
            bank = bank == null ? newMmio() : bank;
        }
        if (mmioByDevice.size() < MAX_BANKS) {
            mmioByDevice.put(device, bank);
        }
        thread.mmio = bank;
        lastMmio = bank;
        return bank;
    }

    /** Decodes a write of the status that no event told of. */
    private void settle(ThreadState thread) throws IOException {
        StatusWrite write = thread.statusWrite;
        if (write != null) {
            thread.statusWrite = null;
            RegisterBank bank = write.bank() == null ? mmio(thread) : write.bank();
            if (bank != null) {
                bank.at(write.ts(), thread);
                bank.unconfirmed(write.address(), write.value());
                bank.check();
            }
        }
    }

    /** Writes what still waits, at the end of the log. */
    void finish(List<ThreadState> threads) throws IOException {
        for (ThreadState thread : threads) {
            settle(thread);
        }
        finishBanks(pciByRegion.values());
        finishBanks(legacyByRegion.values());
        finishBanks(mmioBanks);
    }

    /** Ends the steps of registers, and makes devices of those of which no event tells whose they are. */
    private void finishBanks(List<? extends RegisterBank> banks) throws IOException {
        for (RegisterBank bank : banks) {
            bank.settle();
            bank.check();
            if (bank.device() == null && bank.hasWaiting()) {
                bank.link(queues.unnamedDevice());
            }
        }
    }
}
