-- trace: recorder
SELECT * FROM suppression_decisions ORDER BY ts;
