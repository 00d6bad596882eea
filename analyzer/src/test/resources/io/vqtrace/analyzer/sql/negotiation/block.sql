-- trace: block
SELECT * REPLACE (ts - 1795352240000000000 AS ts) FROM negotiation ORDER BY ts, step;
