-- Where the recorder lost events.
--
-- requires:
-- events: ts, since_ns, count, device, queue, thread, flags, kind
--
-- view gaps: one row per stretch of lost events
--   device     display name of the device, null if the gap is not of one device
--   device_id  key of the device, null if the gap is not of one device
--   queue      queue index; null if the gap is not of one queue
--   thread     index of the thread in the trace's thread table
--   ts         end of the stretch, nanoseconds since the epoch
--   length_ns  its length
--   lost       exact number of lost events
CREATE VIEW gaps AS
SELECT
    ${names.device}[device::INTEGER + 1] AS device,
    CASE WHEN device <> ${no_queue} THEN device::INTEGER END AS device_id,
    CASE WHEN queue <> ${no_queue} THEN queue::INTEGER END AS queue,
    CASE WHEN flags & ${thread} <> 0 THEN thread::INTEGER END AS thread,
    CASE WHEN ${timed} THEN ts END AS ts,
    CASE WHEN flags & ${since_ns} <> 0 THEN since_ns END AS length_ns,
    CASE WHEN flags & ${count} <> 0 THEN count::BIGINT END AS lost
FROM raw.events
WHERE kind = ${kind.gap};
