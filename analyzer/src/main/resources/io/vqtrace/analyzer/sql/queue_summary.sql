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
--   services         number of requests that count, all with a service time
--   service_mean     mean of pop to used, ns
--   service_p        p50, p90, p99 and p99.9, ns
--   service_max      largest, ns
--   waits            number of wait times
--   wait_mean        mean of publication to pop, ns
--   wait_p           p50, p90, p99 and p99.9, ns
--   wait_max         largest, ns
CREATE VIEW queue_summary AS
-- Grouping by what the counts tell apart is several times faster than a FILTER for each count. Unobserved values are 0
-- and do no harm to sums and maxima; which columns were observed at all is in the united flags.
WITH marked AS (
    SELECT
        e.device, e.queue, e.kind, e.flags, e.out_bytes, e.in_bytes, e.in_flight, e.outstanding,
        CASE WHEN e.flags & ${count} <> 0 THEN e.count ELSE 1 END AS count,
        CASE WHEN e.kind = ${kind.used} THEN e.flags & ${unused} ELSE 0 END AS unserved,
        e.kind = ${kind.used} AND e.flags & ${since_ns} <> 0 AND e.flags & ${unused} = 0
            AND e.ts <= ${window.to} AS timed,
        ${gaps.none} AS whole,
        CASE WHEN e.kind = ${kind.used} THEN e.since_ns END AS since_ns,
        CASE WHEN e.kind = ${kind.used} AND e.flags & ${wait_ns} <> 0 THEN e.wait_ns::BIGINT END AS wait_ns
    FROM raw.events AS e ${gaps.join}
    WHERE e.queue <> ${no_queue} AND e.kind <> ${kind.open}
),
grouped AS (
    SELECT
        device, queue, kind, unserved, timed, timed AND NOT whole AS across_gap,
        count(*) AS rows,
        sum(count) AS count,
        sum(out_bytes) AS out_bytes,
        sum(in_bytes) AS in_bytes,
        max(in_flight) AS in_flight,
        max(outstanding) AS outstanding,
        bit_or(flags) AS flags,
        avg(since_ns) AS service_mean,
        quantile_disc(since_ns, [0.5, 0.9, 0.99, 0.999]) AS service_p,
        max(since_ns) AS service_max,
        count(wait_ns) AS waits,
        avg(wait_ns) AS wait_mean,
        quantile_disc(wait_ns, [0.5, 0.9, 0.99, 0.999]) AS wait_p,
        max(wait_ns) AS wait_max
    FROM marked
    GROUP BY device, queue, kind, unserved, timed, across_gap
)
SELECT
    device::INTEGER AS device_id,
    queue::INTEGER AS queue,
    coalesce(sum(rows) FILTER (kind = ${kind.used}), 0)::BIGINT AS requests,
    coalesce(sum(rows) FILTER (kind = ${kind.used} AND unserved = 0), 0)::BIGINT AS used,
    coalesce(sum(rows) FILTER (unserved & ${returned} <> 0), 0)::BIGINT AS returned,
    coalesce(sum(rows) FILTER (kind = ${kind.kick}), 0)::BIGINT AS kicks,
    coalesce(sum(rows) FILTER (kind = ${kind.interrupt}), 0)::BIGINT AS interrupts,
    coalesce(sum(count) FILTER (kind = ${kind.interrupt_suppressed}), 0)::BIGINT AS suppressed,
    coalesce(sum(count) FILTER (kind = ${kind.drop}), 0)::BIGINT AS drops,
    coalesce(sum(rows) FILTER (kind = ${kind.fault}), 0)::BIGINT AS faults,
    (sum(out_bytes) FILTER (kind = ${kind.used} AND flags & ${out_bytes} <> 0))::BIGINT AS out_bytes,
    (sum(in_bytes) FILTER (kind = ${kind.used} AND flags & ${in_bytes} <> 0))::BIGINT AS in_bytes,
    (max(in_flight) FILTER (kind = ${kind.used} AND flags & ${in_flight} <> 0))::INTEGER AS in_flight_max,
    (max(outstanding) FILTER (kind = ${kind.used} AND flags & ${outstanding} <> 0))::INTEGER AS outstanding_max,
    coalesce(sum(rows) FILTER (across_gap), 0)::BIGINT AS across_gaps,
    coalesce(sum(rows) FILTER (timed AND NOT across_gap), 0)::BIGINT AS services,
    any_value(service_mean) FILTER (timed AND NOT across_gap) AS service_mean,
    any_value(service_p) FILTER (timed AND NOT across_gap) AS service_p,
    any_value(service_max) FILTER (timed AND NOT across_gap) AS service_max,
    coalesce(sum(waits) FILTER (timed AND NOT across_gap), 0)::BIGINT AS waits,
    any_value(wait_mean) FILTER (timed AND NOT across_gap) AS wait_mean,
    any_value(wait_p) FILTER (timed AND NOT across_gap) AS wait_p,
    any_value(wait_max) FILTER (timed AND NOT across_gap) AS wait_max
FROM grouped
GROUP BY device, queue;
