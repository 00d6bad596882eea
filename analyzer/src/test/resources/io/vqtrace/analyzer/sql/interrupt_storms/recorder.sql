-- trace: recorder
SELECT count(*) AS storms FROM interrupt_storms;
