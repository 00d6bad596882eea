-- How many requests the queues held. Filled by the sweep; empty without a clock.
--
-- requires:
-- events:
--
-- view depth: at most 2000 equal stretches of the window per queue
--   device            display name of the device
--   device_id         key of the device
--   queue             queue index
--   ts                begin of the stretch, nanoseconds since the epoch
--   until_ns          its end, exclusive
--   in_flight_max     most requests taken and not used
--   in_flight_mean    the same, weighted by time
--   outstanding_max   most requests published and not used; null where publications were not seen
--   outstanding_mean  the same, weighted by time
CREATE VIEW depth AS
SELECT * FROM raw.depth;

-- view depth_distribution: for how long a queue was at each in-flight depth
--   device     display name of the device
--   device_id  key of the device
--   queue      queue index
--   in_flight  requests taken and not used
--   ns         nanoseconds of the window
CREATE VIEW depth_distribution AS
SELECT * FROM raw.depth_distribution;
