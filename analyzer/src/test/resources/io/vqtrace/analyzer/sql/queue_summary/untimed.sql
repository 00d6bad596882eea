-- trace: untimed
SELECT * FROM queue_summary ORDER BY device_id, queue;
