-- trace: block
SELECT device, queue, max(in_flight_max) AS in_flight_max, max(outstanding_max) AS outstanding_max, count(*) <= 2000 AS bounded, max(until_ns) - min(ts) AS span FROM depth GROUP BY ALL ORDER BY ALL;
