-- The events of the data path as recorded.
--
-- requires:
-- events: *
--
-- view events: one row per event; a column that was not observed is null
--   ordinal      the event's place in the capture if there is no clock, else null
--   ts           nanoseconds since the epoch; null without a clock
--   kind         avail, kick, pop, used, open, interrupt, interrupt_suppressed, kick_arm, interrupt_arm, drop, fault, gap
--   device       display name of the device
--   device_id    key of the device
--   queue        queue index; null for an event of the whole device
--   since_ns     age of what the event closes: pop for used and open, oldest completion for interrupt
--   value        argument by kind: sector, vector, suppression value, reason
--   wait_ns      from publication to pop
--   out_bytes    device-readable bytes of the chain
--   in_bytes     device-writable bytes of the chain
--   used_bytes   bytes that the device says it wrote
--   count        descriptors, completions, packets or lost events, by kind
--   thread       index of the thread in the trace's thread table
--   head         descriptor id of the chain's head
--   ring_idx     ring index at which the event was seen
--   in_flight    requests taken and not used right after this one's pop, itself included
--   outstanding  requests published and not used right after this one's pop, itself included
--   flags        which columns were observed, and how a request ended
--   op           operation of a request
--   status       status byte with which the device answered
CREATE VIEW events AS
SELECT
    CASE WHEN NOT ${timed} THEN ts END AS ordinal,
    CASE WHEN ${timed} THEN ts END AS ts,
    ${names.kind}[kind] AS kind,
    ${names.device}[device::INTEGER + 1] AS device,
    device::INTEGER AS device_id,
    CASE WHEN queue <> ${no_queue} THEN queue::INTEGER END AS queue,
    CASE WHEN flags & ${since_ns} <> 0 THEN since_ns END AS since_ns,
    CASE WHEN flags & ${value} <> 0 THEN value END AS value,
    CASE WHEN flags & ${wait_ns} <> 0 THEN wait_ns::BIGINT END AS wait_ns,
    CASE WHEN flags & ${out_bytes} <> 0 THEN out_bytes::BIGINT END AS out_bytes,
    CASE WHEN flags & ${in_bytes} <> 0 THEN in_bytes::BIGINT END AS in_bytes,
    CASE WHEN flags & ${used_bytes} <> 0 THEN used_bytes::BIGINT END AS used_bytes,
    CASE WHEN flags & ${count} <> 0 THEN count::BIGINT END AS count,
    CASE WHEN flags & ${thread} <> 0 THEN thread::INTEGER END AS thread,
    CASE WHEN flags & ${head} <> 0 THEN head::INTEGER END AS head,
    CASE WHEN flags & ${ring_idx} <> 0 THEN ring_idx::INTEGER END AS ring_idx,
    CASE WHEN flags & ${in_flight} <> 0 THEN in_flight::INTEGER END AS in_flight,
    CASE WHEN flags & ${outstanding} <> 0 THEN outstanding::INTEGER END AS outstanding,
    flags::INTEGER AS flags,
    CASE WHEN flags & ${op} <> 0 THEN ${names.op}[op] END AS op,
    CASE WHEN flags & ${status} <> 0 THEN status::INTEGER END AS status
FROM raw.events;
