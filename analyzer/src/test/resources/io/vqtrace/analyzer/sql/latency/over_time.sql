-- trace: block
SELECT device, queue, start_ns - 1795352240000000000 AS start_ns, count, p50_ns, max_ns FROM latency_over_time ORDER BY ALL;
