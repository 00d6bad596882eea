-- trace: recorder
SELECT * FROM completions_per_interrupt ORDER BY ALL;
