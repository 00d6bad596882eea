-- trace: block
SELECT * REPLACE (start_ns - 1795352240000000000 AS start_ns, end_ns - 1795352240000000000 AS end_ns) FROM trace;
