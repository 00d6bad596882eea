-- trace: block
SELECT count(*) AS late FROM late_interrupts;
