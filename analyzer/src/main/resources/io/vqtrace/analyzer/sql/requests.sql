-- Requests: chains that the device took, each exactly once.
--
-- requires:
-- events: ts, since_ns, value, wait_ns, out_bytes, in_bytes, used_bytes, count, device, queue, head, in_flight
-- events: outstanding, flags, kind, op, status
--
-- view requests: one row per request whose interval intersects the window
--   device       display name of the device
--   device_id    key of the device
--   queue        queue index
--   head         descriptor id of the chain's head
--   op           operation: read, write, flush and so on
--   status       status byte with which the device answered
--   argument     sector of a block request, or another argument
--   ts_avail     publication by the driver, nanoseconds since the epoch
--   ts_pop       when the device took it
--   ts_used      when the device used it; null if it did not: open, returned, reset
--   wait_ns      ts_pop - ts_avail
--   service_ns   ts_used - ts_pop
--   notify_ns    from ts_used to the interrupt that reports it; null if the driver did not want one
--   out_bytes    device-readable bytes
--   in_bytes     device-writable bytes
--   used_bytes   bytes that the device says it wrote
--   descriptors  descriptors of the chain
--   in_flight    requests taken and not used right after this one's pop, itself included
--   outstanding  requests published and not used right after this one's pop, itself included
--   "end"        used, open, returned (given back unused) or reset (ended by a queue or device reset)
CREATE VIEW requests AS
WITH used AS (
    SELECT
        kind, device, queue, head, op, status, value, ts, since_ns, wait_ns, out_bytes, in_bytes, used_bytes, count,
        in_flight, outstanding, flags
    FROM raw.events
    WHERE kind = ${kind.used}
),
chains AS (
    SELECT e.*, ${notified.select} AS notified_ts
    FROM used AS e ${notified.join}
    UNION ALL
    SELECT
        kind, device, queue, head, op, status, value, ts, since_ns, wait_ns, out_bytes, in_bytes, used_bytes, count,
        in_flight, outstanding, flags, NULL
    FROM raw.open_requests
)
SELECT
    ${names.device}[device::INTEGER + 1] AS device,
    device::INTEGER AS device_id,
    queue::INTEGER AS queue,
    CASE WHEN flags & ${head} <> 0 THEN head::INTEGER END AS head,
    CASE WHEN flags & ${op} <> 0 THEN ${names.op}[op] END AS op,
    CASE WHEN flags & ${status} <> 0 THEN status::INTEGER END AS status,
    CASE WHEN flags & ${value} <> 0 THEN value END AS argument,
    CASE WHEN ${timed} AND flags & ${since_ns} <> 0 AND flags & ${wait_ns} <> 0 THEN ts - since_ns - wait_ns END
        AS ts_avail,
    CASE WHEN ${timed} AND flags & ${since_ns} <> 0 THEN ts - since_ns END AS ts_pop,
    CASE WHEN ${timed} AND kind = ${kind.used} AND flags & ${unused} = 0 THEN ts END AS ts_used,
    CASE WHEN flags & ${wait_ns} <> 0 THEN wait_ns::BIGINT END AS wait_ns,
    CASE WHEN kind = ${kind.used} AND flags & ${unused} = 0 AND flags & ${since_ns} <> 0 THEN since_ns END AS service_ns,
    notified_ts - ts AS notify_ns,
    CASE WHEN flags & ${out_bytes} <> 0 THEN out_bytes::BIGINT END AS out_bytes,
    CASE WHEN flags & ${in_bytes} <> 0 THEN in_bytes::BIGINT END AS in_bytes,
    CASE WHEN flags & ${used_bytes} <> 0 THEN used_bytes::BIGINT END AS used_bytes,
    CASE WHEN flags & ${count} <> 0 THEN count::BIGINT END AS descriptors,
    CASE WHEN flags & ${in_flight} <> 0 THEN in_flight::INTEGER END AS in_flight,
    CASE WHEN flags & ${outstanding} <> 0 THEN outstanding::INTEGER END AS outstanding,
    CASE
        WHEN kind <> ${kind.used} THEN 'open'
        WHEN flags & ${returned} <> 0 THEN 'returned'
        WHEN flags & ${reset} <> 0 THEN 'reset'
        ELSE 'used'
    END AS "end"
FROM chains;
