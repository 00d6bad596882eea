-- trace: block
SELECT * FROM depth_distribution ORDER BY device_id, queue, in_flight;
