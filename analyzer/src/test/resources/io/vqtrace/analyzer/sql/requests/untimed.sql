-- trace: untimed
SELECT ts_pop, ts_used, service_ns, in_flight, "end" FROM requests ORDER BY in_flight;
