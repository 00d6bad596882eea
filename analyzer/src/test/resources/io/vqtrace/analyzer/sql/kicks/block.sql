-- trace: block
SELECT device, queue, count(*) AS kicks FROM kicks GROUP BY ALL ORDER BY ALL;
