-- The completions that waited longest for their interrupt. Which interrupt delivered a completion is found by a pass in
-- Java; see view requests for all of them. Completions that the driver did not want to be told of are not among them, nor
-- those after which events were lost.
--
-- requires:
-- events: ts, since_ns, device, queue, head, flags, kind, op
--
-- view late_interrupts: one row per completion, the longest of each queue (interrupts --longest, 5); empty without a clock
-- and where interrupts do not tell what they deliver
--   device        display name of the device
--   device_id     key of the device
--   queue         queue index
--   head          descriptor id of the chain's head; null where not observed
--   op            operation; null where not observed
--   ts_used       completion, nanoseconds since the epoch
--   ts_interrupt  the interrupt that delivered it
--   notify_ns     ts_interrupt - ts_used
--   service_ns    from pop to used; null where not observed
--   delivered     completions that the interrupt delivered, this one included
--   decision      the device's first decision after it: delayed, or interrupt
CREATE VIEW late_interrupts AS
WITH late AS (
    SELECT *, row_number() OVER (PARTITION BY device_id, queue, ts_used ORDER BY ts_interrupt) AS place
    FROM raw.late_interrupts
),
used AS (
    -- Chains that were used at the same time waited alike: any order among them will do.
    SELECT
        device::INTEGER AS device_id,
        queue::INTEGER AS queue,
        ts AS ts_used,
        CASE WHEN flags & ${head} <> 0 THEN head::INTEGER END AS head,
        CASE WHEN flags & ${op} <> 0 THEN ${names.op}[op] END AS op,
        CASE WHEN flags & ${since_ns} <> 0 THEN since_ns END AS service_ns,
        row_number() OVER (PARTITION BY device, queue, ts ORDER BY since_ns DESC) AS place
    FROM raw.events
    WHERE kind = ${kind.used} AND flags & ${unused} = 0 AND ts IN (SELECT ts_used FROM raw.late_interrupts)
)
SELECT
    ${names.device}[l.device_id + 1] AS device,
    l.device_id,
    l.queue,
    u.head,
    u.op,
    l.ts_used,
    l.ts_interrupt,
    l.ts_interrupt - l.ts_used AS notify_ns,
    u.service_ns,
    l.delivered,
    CASE WHEN l.delayed THEN 'delayed' ELSE 'interrupt' END AS decision
FROM late AS l LEFT JOIN used AS u USING (device_id, queue, ts_used, place);
