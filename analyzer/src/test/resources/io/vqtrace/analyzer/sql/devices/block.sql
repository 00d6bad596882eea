-- trace: block
SELECT * FROM devices ORDER BY device_id;
