package io.vqtrace.imports.internal.assemble;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which device and index each virtqueue has. Events name a queue by its address; only some of them name the
 * device too, and only {@code virtio_queue_notify} the index.
 *
 * <p>Rows are written before everything is known. A queue's rows carry a pair of device id and index that no other queue
 * ever used, so that rows written too early can be corrected: {@link #resolved} tells the final pair of a pair. Not
 * thread-safe.
 */
final class QueueTable {
    /** Device ids are unsigned 16-bit numbers. */
    private static final int MAX_DEVICES = 0xfff0;
    /** No guest has so many queues; a damaged log must not fill the memory. */
    private static final int MAX_QUEUES = 1 << 16;

    private final LongMap<QueueState> queues = new LongMap<>();
    private final LongMap<DeviceState> devices = new LongMap<>();
    private final List<DeviceState> allDevices = new ArrayList<>();
    private final Map<Integer, QueueState> owners = new HashMap<>();
    private final ArrayLayout layout = new ArrayLayout();
    private QueueState last;
    private DeviceState lastDevice;
    private boolean overflown;

    /** Returns the queue at an address, which is taken note of if it is new. */
    QueueState queue(long pointer) {
        QueueState queue = last;
        if (queue != null && queue.pointer == pointer) {
            return queue;
        }
        queue = queues.get(pointer);
        if (queue == null && queues.size() == MAX_QUEUES) {
            overflown = true;
            queue = queues.values().get(MAX_QUEUES - 1);
        } else if (queue == null) {
            queue = new QueueState(pointer);
            queues.add(pointer, queue);
            place(queue);
        }
        last = queue;
        return queue;
    }

    /** Tells whether there is a queue at an address. */
    boolean holds(long pointer) {
        return queues.get(pointer) != null;
    }

    /** Returns the device at an address, which is taken note of if it is new. */
    DeviceState device(long pointer) {
        DeviceState device = lastDevice;
        if (device != null && device.pointer() == pointer) {
            return device;
        }
        device = devices.get(pointer);
        if (device == null) {
            device = newDevice();
            device.pointer(pointer);
            devices.add(pointer, device);
        }
        lastDevice = device;
        return device;
    }

    private DeviceState newDevice() {
        if (allDevices.size() == MAX_DEVICES) {
            overflown = true;
            return allDevices.get(MAX_DEVICES - 1);
        }
        DeviceState device = new DeviceState(allDevices.size());
        allDevices.add(device);
        return device;
    }

    /** An event tells that a queue belongs to a device. */
    void proveDevice(QueueState queue, long pointer) {
        if (queue.deviceProven && queue.device.pointer() == pointer) {
            return;
        }
        DeviceState known = devices.get(pointer);
        if (known == null && !queue.device.known()) {
            // The device that the queue's array was taken for gets its name, and keeps its id.
            queue.device.pointer(pointer);
            devices.add(pointer, queue.device);
            known = queue.device;
        }
        DeviceState target = known == null ? device(pointer) : known;
        if (target.arrayBase == 0) {
            target.arrayBase = queue.device.arrayBase;
        }
        move(queue, target);
        queue.deviceProven = true;
        if (!queue.indexProven && queue.device.arrayBase != 0) {
            int index = layout.index(queue.device.arrayBase, queue.pointer);
            queue.index = index >= 0 ? index : queue.index;
        }
        claim(queue);
    }

    /** An event tells a queue's device and index. */
    void prove(QueueState queue, long pointer, int index) {
        if (queue.indexProven && queue.deviceProven && queue.index == index && queue.device.pointer() == pointer) {
            return;
        }
        proveDevice(queue, pointer);
        queue.index = index;
        queue.indexProven = true;
        for (QueueState sibling : queue.device.queues) {
            if (sibling != queue && sibling.indexProven && sibling.deviceProven) {
                layout.learn(queue.pointer, index, sibling.pointer, sibling.index);
                break;
            }
        }
        queue.device.arrayBase = layout.base(queue.pointer, index);
        claim(queue);
    }

    private static void move(QueueState queue, DeviceState device) {
        if (queue.device != device) {
            queue.device.queues.remove(queue);
            queue.device = device;
            device.queues.add(queue);
        }
    }

    /** Gives a new queue a device and an index by its address. */
    private void place(QueueState queue) {
        DeviceState home = null;
        for (DeviceState device : allDevices) {
            if (device.arrayBase != 0 && layout.index(device.arrayBase, queue.pointer) >= 0) {
                home = device;
            }
        }
        if (home == null) {
            home = newDevice();
            if (home.arrayBase == 0) {
                home.arrayBase = layout.guessBase(queue.pointer);
            }
        }
        queue.device = home;
        home.queues.add(queue);
        queue.index = Math.max(0, layout.index(home.arrayBase, queue.pointer));
        claim(queue);
    }

    /** Makes the pair that the queue's rows carry its device and index, or, if another queue's rows carry these, another. */
    private void claim(QueueState queue) {
        int device = queue.device.id;
        QueueState owner = owners.get(pair(device, queue.index));
        if (owner != null && owner != queue) {
            if (queue.rowDevice != queue.device.id && owners.get(pair(queue.rowDevice, queue.rowQueue)) == queue) {
                return;
            }
            device = newDevice().id;
        }
        queue.rowDevice = device;
        queue.rowQueue = queue.index;
        owners.putIfAbsent(pair(device, queue.index), queue);
    }

    private static int pair(int device, int queue) {
        return device << 16 | queue;
    }

    /** Tells whether the pair of a row is its queue's final one already, or can be replaced by it now. */
    boolean isProven(int device, int queue) {
        QueueState owner = owners.get(pair(device, queue));
        return owner.deviceProven && owner.indexProven;
    }

    /** Returns the queue whose rows carry a pair. */
    QueueState resolved(int device, int queue) {
        return owners.get(pair(device, queue));
    }

    /** Settles what is still open, at the end of the log, with all that is known then. */
    void settle() {
        for (QueueState queue : queues.values()) {
            if (!queue.deviceProven) {
                for (DeviceState device : devices.values()) {
                    if (device.arrayBase != 0 && layout.index(device.arrayBase, queue.pointer) >= 0) {
                        move(queue, device);
                    }
                }
            }
            if (!queue.indexProven) {
                int index = layout.index(queue.device.arrayBase, queue.pointer);
                queue.index = free(queue, index >= 0 ? index : queue.index);
            }
        }
    }

    private static int free(QueueState queue, int wanted) {
        int index = wanted;
        while (taken(queue, index)) {
            index++;
        }
        return index;
    }

    private static boolean taken(QueueState queue, int index) {
        for (QueueState other : queue.device.queues) {
            if (other != queue && other.index == index && (other.indexProven || other.pointer < queue.pointer)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether rows carry pairs that are not their queue's final ones. */
    boolean anyMoved() {
        return owners.entrySet().stream().anyMatch(e -> e.getKey() != pair(e.getValue().device.id, e.getValue().index));
    }

    /** Returns all queues in the order in which they appeared. */
    List<QueueState> queues() {
        return queues.values();
    }

    /** Returns all devices, those without a pointer too. */
    List<DeviceState> devices() {
        return Collections.unmodifiableList(allDevices);
    }

    /** Makes a device of which no event tells the address. */
    DeviceState unnamedDevice() {
        return newDevice();
    }

    /** Returns an id for a device that has no queues. */
    int freeId() {
        return newDevice().id;
    }

    /** Tells whether there were more devices or queues than can be told apart; the last ones share one. */
    boolean overflown() {
        return overflown;
    }
}
