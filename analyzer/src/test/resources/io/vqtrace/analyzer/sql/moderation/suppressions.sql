-- trace: recorder
SELECT * FROM suppressions ORDER BY ALL;
