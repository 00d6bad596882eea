-- Interrupt storms: about one interrupt per completion at a high rate.
--
-- Time is cut into slots of 1 ms, or as long as 20 interrupts take at the threshold's rate. A slot is stormy if its rate
-- reaches the threshold (interrupts --storm-rate, 20,000/s) with at most so many completions per interrupt (--storm-ratio,
-- 1.5). Stormy slots side by side are one storm, and so is a slot between two of them; the slots before the first and
-- after the last belong to it if the interrupts that they have come as fast. What is shorter than --storm-length (10 ms)
-- or, as a whole, misses the thresholds is no storm. Slots in which events were lost are never stormy.
--
-- requires:
-- events: ts, device, queue, flags, kind
--
-- view interrupt_storms: one row per storm of a queue; empty without a clock
--   device                     display name of the device
--   device_id                  key of the device
--   queue                      queue index
--   start_ns                   its first interrupt, nanoseconds since the epoch
--   end_ns                     its last interrupt
--   duration_ns                end_ns - start_ns
--   interrupts                 number of interrupts
--   completions                requests that were used meanwhile, to within a slot at both ends
--   interrupts_per_s           intervals between interrupts by duration
--   completions_per_interrupt  their ratio
CREATE VIEW interrupt_storms AS
WITH notified AS (
    SELECT
        device, queue, (ts - ${window.start}) // ${storm.slot} AS slot, count(*) AS interrupts, min(ts) AS first_ns,
        max(ts) AS last_ns
    FROM raw.events
    WHERE ${timed} AND kind = ${kind.interrupt} AND queue <> ${no_queue}
    GROUP BY ALL
    HAVING count(*) > 1
),
completed AS (
    SELECT device, queue, slot, count(*) AS completions
    FROM (
        SELECT device, queue, (ts - ${window.start}) // ${storm.slot} AS slot
        FROM raw.events
        WHERE kind = ${kind.used} AND flags & ${unused} = 0
    ) SEMI JOIN notified USING (device, queue, slot)
    GROUP BY ALL
),
slots AS (
    SELECT
        e.device, e.queue, e.slot, e.interrupts, e.completions, e.first_ns, e.last_ns,
        e.interrupts >= ${storm.interrupts} AND e.few AS stormy,
        (e.interrupts - 1) * 1e9 >= ${storm.rate} * (e.last_ns - e.first_ns) AND e.few AS dense
    FROM (
        SELECT
            n.*, coalesce(c.completions, 0) AS completions,
            coalesce(c.completions, 0) <= ${storm.ratio} * n.interrupts AS few,
            ${window.start} + (n.slot + 1) * ${storm.slot} AS ts, ${storm.slot} AS since_ns
        FROM notified AS n LEFT JOIN completed AS c USING (device, queue, slot)
    ) AS e ${gaps.join}
    WHERE ${gaps.none}
),
beside AS (
    SELECT
        *,
        coalesce(lag(stormy) OVER near AND lag(slot) OVER near = slot - 1, FALSE) AS after_storm,
        coalesce(lead(stormy) OVER near AND lead(slot) OVER near = slot + 1, FALSE) AS before_storm
    FROM slots
    WINDOW near AS (PARTITION BY device, queue ORDER BY slot)
),
chained AS (
    SELECT
        *, slot - row_number() OVER (PARTITION BY device, queue ORDER BY slot) AS storm
    FROM beside
    WHERE stormy OR after_storm AND before_storm OR dense AND (after_storm OR before_storm)
),
storms AS (
    SELECT
        device::INTEGER AS device_id,
        queue::INTEGER AS queue,
        min(first_ns) AS start_ns,
        max(last_ns) AS end_ns,
        sum(interrupts)::BIGINT AS interrupts,
        sum(completions)::BIGINT AS completions
    FROM chained
    GROUP BY device, queue, storm
)
SELECT
    ${names.device}[device_id + 1] AS device,
    device_id,
    queue,
    start_ns,
    end_ns,
    end_ns - start_ns AS duration_ns,
    interrupts,
    completions,
    (interrupts - 1) * 1e9 / (end_ns - start_ns) AS interrupts_per_s,
    completions / interrupts AS completions_per_interrupt
FROM storms
WHERE end_ns - start_ns >= ${storm.length}
    AND (interrupts - 1) * 1e9 >= ${storm.rate} * (end_ns - start_ns)
    AND completions <= ${storm.ratio} * interrupts;
