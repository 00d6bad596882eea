-- What interrupt moderation and suppression did.
--
-- requires:
-- events: ts, count, value, device, queue, flags, kind
--
-- view notification_counts: one row per queue with an event; a count of what the capture cannot show is 0
--   device_id    key of the device
--   queue        queue index
--   requests     requests that ended: used, returned or reset
--   completions  requests that were used
--   kicks        driver notifications
--   interrupts   notifications of the driver
CREATE VIEW notification_counts AS
WITH grouped AS (
    SELECT device, queue, kind, kind = ${kind.used} AND flags & ${unused} = 0 AS completed, count(*) AS rows
    FROM raw.events
    WHERE queue <> ${no_queue}
    GROUP BY ALL
)
SELECT
    device::INTEGER AS device_id,
    queue::INTEGER AS queue,
    coalesce(sum(rows) FILTER (kind = ${kind.used}), 0)::BIGINT AS requests,
    coalesce(sum(rows) FILTER (completed), 0)::BIGINT AS completions,
    coalesce(sum(rows) FILTER (kind = ${kind.kick}), 0)::BIGINT AS kicks,
    coalesce(sum(rows) FILTER (kind = ${kind.interrupt}), 0)::BIGINT AS interrupts
FROM grouped
GROUP BY device, queue;

-- view completions_per_interrupt: how many interrupts delivered how many completions; empty where not observed
--   device_id    key of the device
--   queue        queue index
--   completions  completions that one interrupt delivered
--   interrupts   number of such interrupts
CREATE VIEW completions_per_interrupt AS
SELECT device::INTEGER AS device_id, queue::INTEGER AS queue, count::BIGINT AS completions, count(*) AS interrupts
FROM raw.events
WHERE kind = ${kind.interrupt} AND flags & ${count} <> 0 AND queue <> ${no_queue}
GROUP BY ALL;

-- view suppression_decisions: one row per decision not to interrupt, or not yet
--   device_id    key of the device
--   queue        queue index; null for a decision about the whole device
--   ts           nanoseconds since the epoch; null without a clock
--   reason       flags or event_index (the driver asked not to be told), or delayed; null for another or none
--   completions  completions concerned
CREATE VIEW suppression_decisions AS
SELECT
    device::INTEGER AS device_id,
    CASE WHEN queue <> ${no_queue} THEN queue::INTEGER END AS queue,
    CASE WHEN ${timed} THEN ts END AS ts,
    CASE WHEN flags & ${value} <> 0 THEN ${names.reason}[value] END AS reason,
    CASE WHEN flags & ${count} <> 0 THEN count::BIGINT ELSE 1 END AS completions
FROM raw.events
WHERE kind = ${kind.interrupt_suppressed};

-- view suppressions: completions for which the device decided not to interrupt, or not yet
--   device_id    key of the device
--   queue        queue index
--   reason       reason code of the decision; null where not observed
--   decisions    number of decisions
--   completions  completions concerned
CREATE VIEW suppressions AS
SELECT
    device::INTEGER AS device_id,
    queue::INTEGER AS queue,
    CASE WHEN flags & ${value} <> 0 THEN value END AS reason,
    count(*) AS decisions,
    sum(CASE WHEN flags & ${count} <> 0 THEN count ELSE 1 END)::BIGINT AS completions
FROM raw.events
WHERE kind = ${kind.interrupt_suppressed} AND queue <> ${no_queue}
GROUP BY ALL;

-- view moderation_over_time: what moderation did in each stretch of the window in which something happened on a queue;
-- stretches are of equal length (interrupts --interval, else a round one that makes at most 30); empty without a clock
--   device                     display name of the device
--   device_id                  key of the device
--   queue                      queue index
--   start_ns                   begin of the stretch, nanoseconds since the epoch
--   until_ns                   its end, exclusive
--   completions                requests that were used in it
--   interrupts                 notifications of the driver; null where not observable
--   completions_per_interrupt  their ratio; null without an interrupt
--   kicks                      driver notifications; null where not observable
--   notified                   those of the completions that an interrupt delivered; null where not observable
--   notify_p50_ns              median of the time from completion to interrupt of these, by nearest rank
--   notify_p99_ns              99th percentile
--   notify_max_ns              largest
--   suppressed_flags           completions not to be told of: the driver switched interrupts off; null where not observable
--   suppressed_event_index     completions not to be told of: the driver asked for a later index; null likewise
--   suppressed_delayed         completions held back by the device, which a later interrupt delivers; null likewise
CREATE VIEW moderation_over_time AS
WITH grouped AS (
    SELECT
        device::INTEGER AS device_id,
        queue::INTEGER AS queue,
        (ts - ${window.start}) // ${moderation.interval} AS stretch,
        kind,
        CASE WHEN kind = ${kind.interrupt_suppressed} AND flags & ${value} <> 0 THEN value END AS reason,
        count(*) AS rows,
        sum(CASE WHEN flags & ${count} <> 0 THEN count ELSE 1 END)::BIGINT AS count
    FROM raw.events
    WHERE ${timed}
        AND queue <> ${no_queue}
        AND ts BETWEEN ${window.start} AND ${window.to}
        AND (kind IN (${kind.kick}, ${kind.interrupt}, ${kind.interrupt_suppressed})
            OR kind = ${kind.used} AND flags & ${unused} = 0)
    GROUP BY ALL
),
counted AS (
    SELECT
        device_id,
        queue,
        ${window.start} + stretch * ${moderation.interval} AS start_ns,
        coalesce(sum(rows) FILTER (kind = ${kind.used}), 0)::BIGINT AS completions,
        coalesce(sum(rows) FILTER (kind = ${kind.interrupt}), 0)::BIGINT AS interrupts,
        coalesce(sum(rows) FILTER (kind = ${kind.kick}), 0)::BIGINT AS kicks,
        coalesce(sum(count) FILTER (reason = ${reason.flags}), 0)::BIGINT AS flags,
        coalesce(sum(count) FILTER (reason = ${reason.event_index}), 0)::BIGINT AS event_index,
        coalesce(sum(count) FILTER (reason = ${reason.delayed}), 0)::BIGINT AS delayed
    FROM grouped
    GROUP BY device_id, queue, stretch
)
SELECT
    ${names.device}[c.device_id + 1] AS device,
    c.device_id,
    c.queue,
    c.start_ns,
    c.start_ns + ${moderation.interval} AS until_ns,
    c.completions,
    CASE WHEN ${shows.interrupt} THEN c.interrupts END AS interrupts,
    c.completions / nullif(c.interrupts, 0) AS completions_per_interrupt,
    CASE WHEN ${shows.kick} THEN c.kicks END AS kicks,
    CASE WHEN ${deliveries} THEN coalesce(n.notified, 0) END AS notified,
    n.p50_ns AS notify_p50_ns,
    n.p99_ns AS notify_p99_ns,
    n.max_ns AS notify_max_ns,
    CASE WHEN ${shows.interrupt_suppressed} THEN c.flags END AS suppressed_flags,
    CASE WHEN ${shows.interrupt_suppressed} THEN c.event_index END AS suppressed_event_index,
    CASE WHEN ${shows.interrupt_suppressed} THEN c.delayed END AS suppressed_delayed
FROM counted AS c LEFT JOIN raw.notify_over_time AS n USING (device_id, queue, start_ns);
