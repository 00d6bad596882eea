-- trace: recorder
SELECT * FROM queue_summary ORDER BY device_id, queue;
