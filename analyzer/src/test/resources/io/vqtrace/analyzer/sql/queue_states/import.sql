-- trace: block
SELECT count(*) AS rows FROM queue_states;
