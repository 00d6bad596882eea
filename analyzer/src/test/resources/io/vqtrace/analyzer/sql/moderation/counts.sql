-- trace: block
SELECT * FROM notification_counts ORDER BY ALL;
