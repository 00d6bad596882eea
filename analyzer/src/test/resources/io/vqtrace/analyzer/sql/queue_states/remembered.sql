-- trace: remembered
SELECT device, queue, ts % 1000000 AS ns, used, unwanted, unwanted_reason, kick_ns FROM queue_states ORDER BY queue;
