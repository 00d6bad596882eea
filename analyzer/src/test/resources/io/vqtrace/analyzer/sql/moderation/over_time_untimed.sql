-- trace: untimed
SELECT count(*) AS stretches FROM moderation_over_time;
