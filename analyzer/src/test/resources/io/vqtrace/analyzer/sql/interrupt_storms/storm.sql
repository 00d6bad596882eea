-- trace: storm
SELECT * FROM interrupt_storms ORDER BY ALL;
