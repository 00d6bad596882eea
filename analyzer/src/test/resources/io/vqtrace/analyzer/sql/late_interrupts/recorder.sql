-- trace: recorder
SELECT * FROM late_interrupts ORDER BY notify_ns DESC, ts_used;
