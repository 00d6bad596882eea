-- The row of each queue in the report, in one pass over the events. Counts are of the window; percentiles are
-- nearest-rank on the exact values of requests that end inside it, without returned and reset requests and without
-- those during which events were lost.
--
-- requires:
-- events: ts, since_ns, wait_ns, out_bytes, in_bytes, count, device, queue, in_flight, outstanding, flags, kind
--
-- view queue_summary: one row per queue with an event, open requests left out
--   device_id        key of the device
--   queue            queue index
--   requests         requests that ended: used, returned or reset
--   used             requests that were used
--   returned         requests that were given back unused
--   kicks            driver notifications
--   interrupts       notifications of the driver
--   suppressed       completions for which the device decided not to interrupt, or not yet
--   drops            packets lost
--   faults           refusals by the backend
--   out_bytes        device-readable bytes; null where not observed
--   in_bytes         device-writable bytes; null where not observed
--   in_flight_max    most requests taken and not used, by order of events; null where not observed
--   outstanding_max  most requests published and not used, by order of events; null where not observed
--   across_gaps      requests left out of the percentiles because events were lost during them
--   services         number of service times
--   service_mean     mean of pop to used, ns
--   service_p        p50, p90, p99 and p99.9, ns
--   service_max      largest, ns
--   waits            number of wait times
--   wait_mean        mean of publication to pop, ns
--   wait_p           p50, p90, p99 and p99.9, ns
--   wait_max         largest, ns
CREATE VIEW queue_summary AS
WITH marked AS (
    SELECT
        e.device, e.queue, e.kind, e.flags, e.since_ns, e.wait_ns, e.out_bytes, e.in_bytes, e.in_flight,
        e.outstanding,
        CASE WHEN e.flags & ${count} <> 0 THEN e.count ELSE 1 END AS count,
        e.kind = ${kind.used} AS is_request,
        e.kind = ${kind.used} AND e.flags & ${since_ns} <> 0 AND e.flags & (${returned} | ${reset}) = 0
            AND e.ts <= ${window.to} AS timed,
        ${gaps.none} AS whole
    FROM raw.events AS e ${gaps.join}
    WHERE e.queue <> ${no_queue} AND e.kind <> ${kind.open}
),
summed AS (
    SELECT
        device::INTEGER AS device_id,
        queue::INTEGER AS queue,
        count(*) FILTER (is_request) AS requests,
        count(*) FILTER (is_request AND flags & (${returned} | ${reset}) = 0) AS used,
        count(*) FILTER (is_request AND flags & ${returned} <> 0) AS returned,
        count(*) FILTER (kind = ${kind.kick}) AS kicks,
        count(*) FILTER (kind = ${kind.interrupt}) AS interrupts,
        coalesce(sum(count) FILTER (kind = ${kind.interrupt_suppressed}), 0)::BIGINT AS suppressed,
        coalesce(sum(count) FILTER (kind = ${kind.drop}), 0)::BIGINT AS drops,
        count(*) FILTER (kind = ${kind.fault}) AS faults,
        (sum(out_bytes) FILTER (is_request AND flags & ${out_bytes} <> 0))::BIGINT AS out_bytes,
        (sum(in_bytes) FILTER (is_request AND flags & ${in_bytes} <> 0))::BIGINT AS in_bytes,
        (max(in_flight) FILTER (is_request AND flags & ${in_flight} <> 0))::INTEGER AS in_flight_max,
        (max(outstanding) FILTER (is_request AND flags & ${outstanding} <> 0))::INTEGER AS outstanding_max,
        count(*) FILTER (timed AND NOT whole) AS across_gaps,
        count(*) FILTER (timed AND whole) AS services,
        avg(since_ns) FILTER (timed AND whole) AS service_mean,
        quantile_disc(since_ns, [0.5, 0.9, 0.99, 0.999]) FILTER (timed AND whole) AS service_p,
        max(since_ns) FILTER (timed AND whole) AS service_max,
        count(*) FILTER (timed AND whole AND flags & ${wait_ns} <> 0) AS waits,
        avg(wait_ns) FILTER (timed AND whole AND flags & ${wait_ns} <> 0) AS wait_mean,
        quantile_disc(wait_ns::BIGINT, [0.5, 0.9, 0.99, 0.999])
            FILTER (timed AND whole AND flags & ${wait_ns} <> 0) AS wait_p,
        (max(wait_ns) FILTER (timed AND whole AND flags & ${wait_ns} <> 0))::BIGINT AS wait_max
    FROM marked
    GROUP BY device, queue
)
SELECT * FROM summed;
