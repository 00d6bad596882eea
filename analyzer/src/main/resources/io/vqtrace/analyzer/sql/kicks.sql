-- Notifications of the device.
--
-- requires:
-- events: ts, value, device, queue, thread, flags, kind
--
-- view kicks: one row per driver notification that reached the device
--   device     display name of the device
--   device_id  key of the device
--   queue      queue index
--   ts         nanoseconds since the epoch; null without a clock
--   thread     index of the thread in the trace's thread table
--   value      NOTIFICATION_DATA; null where not observed
CREATE VIEW kicks AS
SELECT
    ${names.device}[device::INTEGER + 1] AS device,
    device::INTEGER AS device_id,
    CASE WHEN queue <> ${no_queue} THEN queue::INTEGER END AS queue,
    CASE WHEN ${timed} THEN ts END AS ts,
    CASE WHEN flags & ${thread} <> 0 THEN thread::INTEGER END AS thread,
    CASE WHEN flags & ${value} <> 0 THEN value END AS value
FROM raw.events
WHERE kind = ${kind.kick};
