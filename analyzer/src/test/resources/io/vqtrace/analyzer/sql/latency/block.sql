-- trace: block
SELECT * FROM latency ORDER BY device_id, queue, op, phase;
