-- trace: block
SELECT * FROM moderation_over_time ORDER BY device_id, queue, start_ns LIMIT 6;
