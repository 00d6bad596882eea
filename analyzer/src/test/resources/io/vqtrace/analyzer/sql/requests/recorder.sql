-- trace: recorder
SELECT ts_avail - 1795352240000000000 AS avail, ts_pop - 1795352240000000000 AS pop, ts_used - 1795352240000000000 AS used, wait_ns, service_ns, notify_ns, "end" FROM requests ORDER BY pop;
