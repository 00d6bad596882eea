-- The queues and how they were configured.
--
-- requires:
-- events: ts, device, queue
--
-- view queues: one row per queue with a configuration or an event, in its last configuration
--   device_id  key of the device
--   device     display name of the device
--   queue      queue index
--   role       role after the virtio specification: requestq, rx0, controlq
--   kind       request (the driver waits for completions) or supply (it parks buffers for the device)
--   ring       split, packed or unknown
--   size       ring size in descriptors
--   max_size   the device's maximum
--   vector     MSI-X vector
--   indirect   whether indirect descriptors were accepted; null if not seen
--   first_ns   first configuration or event, nanoseconds since the epoch; null without a clock
--   last_ns    last configuration or event
CREATE VIEW queues AS
WITH seen AS (
    SELECT device::INTEGER AS device_id, queue::INTEGER AS queue, min(ts) AS first_ns, max(ts) AS last_ns
    FROM raw.events
    GROUP BY device, queue
)
SELECT
    q.* EXCLUDE (configured_ns),
    CASE WHEN ${timed} THEN least(q.configured_ns, seen.first_ns) END AS first_ns,
    CASE WHEN ${timed} THEN greatest(q.configured_ns, seen.last_ns) END AS last_ns
FROM (SELECT * FROM raw.queues) AS q LEFT JOIN seen USING (device_id, queue);

-- view queue_configurations: every recorded configuration
--   device_id    key of the device
--   device       display name of the device
--   queue        queue index
--   role         role after the virtio specification
--   kind         request or supply
--   ring         split, packed or unknown
--   size         ring size in descriptors
--   max_size     the device's maximum
--   vector       MSI-X vector
--   desc_addr    guest address of the descriptor area
--   driver_addr  guest address of the driver area (available ring)
--   device_addr  guest address of the device area (used ring)
--   ts           when it was seen, nanoseconds since the epoch
--   source       log, facts or recorder
CREATE VIEW queue_configurations AS
SELECT * FROM raw.queue_configurations;
