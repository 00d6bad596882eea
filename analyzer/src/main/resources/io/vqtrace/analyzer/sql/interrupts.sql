-- Notifications of the driver.
--
-- requires:
-- events: ts, since_ns, value, count, device, queue, thread, flags, kind
--
-- view interrupts: one row per notification of the driver by the device
--   device     display name of the device
--   device_id  key of the device
--   queue      queue index; null for a configuration interrupt
--   ts         nanoseconds since the epoch; null without a clock
--   thread     index of the thread in the trace's thread table
--   count      completions that it delivers; null where not observed
--   since_ns   age of the oldest of them; null where not observed
--   vector     interrupt vector; null where not observed
CREATE VIEW interrupts AS
SELECT
    ${names.device}[device::INTEGER + 1] AS device,
    device::INTEGER AS device_id,
    CASE WHEN queue <> ${no_queue} THEN queue::INTEGER END AS queue,
    CASE WHEN ${timed} THEN ts END AS ts,
    CASE WHEN flags & ${thread} <> 0 THEN thread::INTEGER END AS thread,
    CASE WHEN flags & ${count} <> 0 THEN count::BIGINT END AS count,
    CASE WHEN flags & ${since_ns} <> 0 THEN since_ns END AS since_ns,
    CASE WHEN flags & ${value} <> 0 THEN value END AS vector
FROM raw.events
WHERE kind = ${kind.interrupt};
