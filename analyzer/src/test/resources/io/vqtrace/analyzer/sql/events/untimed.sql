-- trace: untimed
SELECT ordinal, ts, kind, device, queue, in_flight, since_ns FROM events ORDER BY ordinal;
