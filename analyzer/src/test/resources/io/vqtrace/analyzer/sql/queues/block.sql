-- trace: block
SELECT * REPLACE (first_ns - 1795352240000000000 AS first_ns, last_ns - 1795352240000000000 AS last_ns) FROM queues ORDER BY device_id, queue;
