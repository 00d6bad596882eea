package io.vqtrace.analyzer.negotiation;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.virtio.FeatureSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Feature bits as far as they were seen: a driver that never reads a word of the offer leaves its bits unknown.
 *
 * @param ns when they became known, null without a clock or from a side channel
 * @param bits the bits that are set
 * @param known the bits of which it is known whether they are set
 */
public record KnownFeatures(Long ns, FeatureSet bits, FeatureSet known) {
    private static final FeatureSet LOW = new FeatureSet(-1, 0);
    private static final FeatureSet ALL = new FeatureSet(-1, -1);
    private static final Pattern NOT_READ = Pattern.compile("bits (\\d{1,3}) to (\\d{1,3}) not read");

    /**
     * Takes the features of a row.
     *
     * @param row a {@code features_offered} or {@code features_accepted} row
     * @return its features, null if it names none
     */
    static KnownFeatures of(NegotiationRow row) {
        if (row.featuresLow() == null) {
            return null;
        }
        FeatureSet known = row.featuresHigh() == null ? LOW : ALL;
        if (row.detail() != null) {
            Matcher unread = NOT_READ.matcher(row.detail());
            while (unread.find()) {
                known = known.minus(range(Integer.parseInt(unread.group(1)), Integer.parseInt(unread.group(2))));
            }
        }
        long high = row.featuresHigh() == null ? 0 : row.featuresHigh();
        return new KnownFeatures(row.ts(), new FeatureSet(row.featuresLow(), high), known);
    }

    private static FeatureSet range(int from, int to) {
        FeatureSet range = FeatureSet.NONE;
        for (int bit = from; bit <= Math.min(to, FeatureSet.BITS - 1); bit++) {
            range = range.set(bit);
        }
        return range;
    }

    /**
     * Tells whether a feature is set.
     *
     * @param bit the feature's number, 0 to 127
     * @return whether it is, null if that was not seen
     */
    public Boolean has(int bit) {
        return !known.has(bit) ? null : Boolean.valueOf(bits.has(bit));
    }
}
