-- trace: untimed
SELECT * FROM trace;
