-- trace: recorder
SELECT * FROM moderation_over_time ORDER BY start_ns;
