-- trace: recorder
SELECT queue, op, phase, count, mean_ns, p50_ns, p999_ns, max_ns FROM latency ORDER BY ALL;
