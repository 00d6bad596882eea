-- trace: block
SELECT * REPLACE (ts_pop - 1795352240000000000 AS ts_pop, ts_used - 1795352240000000000 AS ts_used) FROM requests ORDER BY device_id, queue, ts_pop;
