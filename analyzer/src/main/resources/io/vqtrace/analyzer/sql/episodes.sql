-- Stretches of time in which a queue was in a saturation condition. Filled by the sweep; empty without a clock.
--
-- requires:
-- events:
--
-- view episodes: one row per stretch, short dips of the condition included
--   device       display name of the device
--   device_id    key of the device
--   queue        queue index
--   kind         ring-full, plateau, capped, backend-bound, stalled or starved
--   start_ns     begin, nanoseconds since the epoch
--   end_ns       end
--   duration_ns  end_ns - start_ns
--   depth        most descriptors (ring-full) or requests (all others) meanwhile, 0 for starved
CREATE VIEW episodes AS
SELECT * FROM raw.episodes;
