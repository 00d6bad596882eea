-- What interrupt moderation and suppression did.
--
-- requires:
-- events: count, value, device, queue, flags, kind
--
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
