package io.vqtrace.virtio;

import static io.vqtrace.virtio.QueueRole.request;
import static io.vqtrace.virtio.QueueRole.supply;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The queue layouts of all device types that have queues in the specification, and of 9P. */
final class QueueLayouts {
    // Feature bits that decide which queues exist, sections 5.1.3, 5.5.3 and 5.11.3.
    private static final int NET_MQ = 22;
    private static final int NET_RSS = 60;
    private static final int BALLOON_STATS_VQ = 1;
    private static final int BALLOON_FREE_PAGE_HINT = 3;
    private static final int BALLOON_PAGE_REPORTING = 5;
    private static final int FS_NOTIFICATION = 0;

    private static final Map<DeviceType, QueueLayout> BY_TYPE = new EnumMap<>(DeviceType.class);

    static {
        BY_TYPE.put(DeviceType.NET, QueueLayouts::net); // 5.1.2
        BY_TYPE.put(DeviceType.BLK, requestsAfter()); // 5.2.2
        BY_TYPE.put(DeviceType.CONSOLE, QueueLayouts::console); // 5.3.2
        BY_TYPE.put(DeviceType.RNG, only(request("requestq"))); // 5.4.2
        BY_TYPE.put(DeviceType.BALLOON, QueueLayouts::balloon); // 5.5.2
        BY_TYPE.put(DeviceType.SCSI, requestsAfter(request("controlq"), supply("eventq"))); // 5.6.2
        BY_TYPE.put(DeviceType.GPU, only(request("controlq"), request("cursorq"))); // 5.7.2
        BY_TYPE.put(DeviceType.INPUT, only(supply("eventq"), request("statusq"))); // 5.8.2
        BY_TYPE.put(DeviceType.CRYPTO, QueueLayouts::crypto); // 5.9.2
        BY_TYPE.put(DeviceType.VSOCK, only(supply("rx"), request("tx"), supply("event"))); // 5.10.2
        BY_TYPE.put(DeviceType.FS, fs()); // 5.11.2
        BY_TYPE.put(DeviceType.RPMB, only(request("requestq"))); // 5.12.2
        BY_TYPE.put(DeviceType.IOMMU, only(request("requestq"), supply("eventq"))); // 5.13.2
        BY_TYPE.put(
                DeviceType.SOUND, only(request("controlq"), supply("eventq"), request("txq"), supply("rxq"))); // 5.14.2
        BY_TYPE.put(DeviceType.MEM, only(request("guest-request"))); // 5.15.2
        BY_TYPE.put(DeviceType.I2C, only(request("requestq"))); // 5.16.2
        BY_TYPE.put(DeviceType.SCMI, only(request("cmdq"), supply("eventq"))); // 5.17.2
        BY_TYPE.put(DeviceType.GPIO, only(request("requestq"), supply("eventq"))); // 5.18.2
        BY_TYPE.put(DeviceType.PMEM, only(request("req_vq"))); // 5.19.2
        BY_TYPE.put(DeviceType.CAN, only(request("Txq"), supply("Rxq"), request("Controlq"))); // 5.20.2
        BY_TYPE.put(DeviceType.SPI, only(request("requestq"))); // 5.21.2
        BY_TYPE.put(DeviceType.MEDIA, only(request("commandq"), supply("eventq"))); // 5.22.2
        BY_TYPE.put(DeviceType.RTC, only(request("requestq"), supply("alarmq"))); // 5.23.2
        BY_TYPE.put(DeviceType.NINE_P, only(request("requestq"))); // no section; Linux and QEMU have this one queue
    }

    private QueueLayouts() {}

    static QueueLayout of(DeviceType type) {
        return type == null ? null : BY_TYPE.get(type);
    }

    private static QueueLayout only(QueueRole... roles) {
        return (queue, count, features) -> queue < roles.length ? roles[queue] : null;
    }

    /** Some named queues, then any number of request queues. */
    private static QueueLayout requestsAfter(QueueRole... roles) {
        return (queue, count, features) ->
                queue < roles.length ? roles[queue] : request("requestq" + (queue - roles.length + 1));
    }

    /** Pairs of receive and transmit queues, then the control queue: last of an odd number. */
    private static QueueRole net(int queue, Integer count, FeatureSet features) {
        boolean onePair = features != null && !features.has(NET_MQ) && !features.has(NET_RSS);
        int control = 2;
        // One queue alone is a receive queue whose partner is not known yet, never a control queue.
        if (count != null && count > 1 && !onePair) {
            // An even number of queues has no control queue.
            control = count % 2 == 0 ? Integer.MAX_VALUE : count - 1;
        }
        if (queue == control) {
            return request("controlq");
        }
        return queue % 2 == 0 ? supply("rx" + queue / 2) : request("tx" + queue / 2);
    }

    /** Two queues of port 0, the two control queues, then two for each further port. */
    private static QueueRole console(int queue, Integer count, FeatureSet features) {
        boolean receive = queue % 2 == 0;
        if (queue / 2 == 1) {
            return receive ? supply("control receiveq") : request("control transmitq");
        }
        int port = Math.max(0, queue / 2 - 1);
        return receive ? supply("receiveq(port" + port + ")") : request("transmitq(port" + port + ")");
    }

    /** Data queues, then the control queue. */
    private static QueueRole crypto(int queue, Integer count, FeatureSet features) {
        boolean last = count != null && count > 1 && queue == count - 1;
        return request(last ? "controlq" : "dataq" + (queue + 1));
    }

    /** Five queues, three of them optional: with the features known, those that exist are numbered through. */
    private static QueueRole balloon(int queue, Integer count, FeatureSet features) {
        List<QueueRole> roles = new ArrayList<>(List.of(request("inflateq"), request("deflateq")));
        if (features == null || features.has(BALLOON_STATS_VQ)) {
            roles.add(supply("statsq"));
        }
        if (features == null || features.has(BALLOON_FREE_PAGE_HINT)) {
            roles.add(request("free_page_vq"));
        }
        if (features == null || features.has(BALLOON_PAGE_REPORTING)) {
            roles.add(request("reporting_vq"));
        }
        return queue < roles.size() ? roles.get(queue) : null;
    }

    /**
     * Queue 1 serves requests unless the notification feature is known to be there; Linux and QEMU never negotiate it.
     */
    private static QueueLayout fs() {
        QueueLayout plain = requestsAfter(request("hiprio"));
        QueueLayout notifying = requestsAfter(request("hiprio"), supply("notification queue"));
        return (queue, count, features) ->
                (features != null && features.has(FS_NOTIFICATION) ? notifying : plain).role(queue, count, features);
    }
}
