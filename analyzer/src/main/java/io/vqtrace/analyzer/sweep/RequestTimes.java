package io.vqtrace.analyzer.sweep;

/**
 * The requests of one queue as times in ascending order, each kind of time by itself.
 *
 * @param avails publications, null if not every request's is known
 * @param pops when requests were taken
 * @param ends when requests ended in any way
 * @param completions when requests were used
 * @param further ring entries beyond the first of each request
 */
public record RequestTimes(long[] avails, long[] pops, long[] ends, long[] completions, Further further) {
    /**
     * Ring entries beyond one a request.
     *
     * @param begins when they were published, or taken where publication is unknown; ascending
     * @param taken how many at each begin
     * @param ends when they were given back, ascending
     * @param given how many at each end
     */
    public record Further(long[] begins, long[] taken, long[] ends, long[] given) {
        /** Every request takes one ring entry. */
        public static final Further NONE = new Further(new long[0], new long[0], new long[0], new long[0]);
    }
}
