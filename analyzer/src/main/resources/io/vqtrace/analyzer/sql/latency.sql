-- How long requests take. Percentiles are nearest-rank on exact values. Requests that end inside the window count;
-- returned and reset ones do not, nor do those during which events were lost (see view gaps).
--
-- requires:
-- events: ts, since_ns, wait_ns, device, queue, flags, kind, op
--
-- view latency_samples: one row per completed request that counts
--   device_id   key of the device
--   queue       queue index
--   op          operation; null if unknown
--   ts_used     completion, nanoseconds since the epoch
--   service_ns  from pop to used
--   wait_ns     from publication to pop; null where not observed
CREATE VIEW latency_samples AS
SELECT
    e.device::INTEGER AS device_id,
    e.queue::INTEGER AS queue,
    CASE WHEN e.flags & ${op} <> 0 THEN ${names.op}[e.op] END AS op,
    e.ts AS ts_used,
    e.since_ns AS service_ns,
    CASE WHEN e.flags & ${wait_ns} <> 0 THEN e.wait_ns::BIGINT END AS wait_ns
FROM raw.events AS e ${gaps.join}
WHERE e.kind = ${kind.used}
    AND e.flags & ${since_ns} <> 0
    AND e.flags & ${unused} = 0
    AND e.ts <= ${window.to}
    AND ${gaps.none};

-- view latency: one row per queue, operation and phase
--   device     display name of the device
--   device_id  key of the device
--   queue      queue index
--   op         operation; all for the total of the queue, null for requests of unknown operation
--   phase      wait (publication to pop) or service (pop to used)
--   count      number of requests
--   mean_ns    arithmetic mean
--   p50_ns     median
--   p90_ns     90th percentile
--   p99_ns     99th percentile
--   p999_ns    99.9th percentile
--   max_ns     largest
CREATE VIEW latency AS
WITH phases AS (
    SELECT device_id, queue, op, 'service' AS phase, service_ns AS ns FROM latency_samples
    UNION ALL
    SELECT device_id, queue, op, 'wait', wait_ns FROM latency_samples WHERE wait_ns IS NOT NULL
),
ranked AS (
    SELECT
        device_id, queue, CASE WHEN grouping(op) = 1 THEN 'all' ELSE op END AS op, phase, count(*) AS count,
        avg(ns) AS mean_ns, quantile_disc(ns, [0.5, 0.9, 0.99, 0.999]) AS p, max(ns) AS max_ns
    FROM phases
    GROUP BY GROUPING SETS ((device_id, queue, phase), (device_id, queue, phase, op))
)
SELECT
    ${names.device}[device_id + 1] AS device, device_id, queue, op, phase, count, mean_ns,
    p[1] AS p50_ns, p[2] AS p90_ns, p[3] AS p99_ns, p[4] AS p999_ns, max_ns
FROM ranked;

-- view latency_over_time: service phase by queue and time of completion, in at most 120 equal stretches of the window
--   device     display name of the device
--   device_id  key of the device
--   queue      queue index
--   start_ns   begin of the stretch, nanoseconds since the epoch
--   until_ns   its end, exclusive
--   count      number of requests
--   mean_ns    arithmetic mean
--   p50_ns     median
--   p90_ns     90th percentile
--   p99_ns     99th percentile
--   p999_ns    99.9th percentile
--   max_ns     largest
CREATE VIEW latency_over_time AS
WITH ranked AS (
    SELECT
        device_id, queue, (ts_used - ${window.start}) // ${window.bucket} AS bucket, count(*) AS count,
        avg(service_ns) AS mean_ns, quantile_disc(service_ns, [0.5, 0.9, 0.99, 0.999]) AS p,
        max(service_ns) AS max_ns
    FROM latency_samples
    WHERE ${timed}
    GROUP BY device_id, queue, bucket
)
SELECT
    ${names.device}[device_id + 1] AS device, device_id, queue, ${window.start} + bucket * ${window.bucket} AS start_ns,
    ${window.start} + (bucket + 1) * ${window.bucket} AS until_ns, count, mean_ns,
    p[1] AS p50_ns, p[2] AS p90_ns, p[3] AS p99_ns, p[4] AS p999_ns, max_ns
FROM ranked;
