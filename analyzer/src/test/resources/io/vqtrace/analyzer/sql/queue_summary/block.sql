-- trace: block
SELECT * FROM queue_summary ORDER BY device_id, queue;
