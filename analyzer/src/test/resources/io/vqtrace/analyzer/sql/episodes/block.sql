-- trace: block
SELECT count(*) AS episodes FROM episodes;
