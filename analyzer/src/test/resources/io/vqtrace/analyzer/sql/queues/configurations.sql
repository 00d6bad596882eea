-- trace: block
SELECT device_id, device, queue, size, ring, source FROM queue_configurations ORDER BY ALL;
