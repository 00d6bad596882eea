package io.vqtrace.trace.box;

/**
 * The part of a queue's header that tells its last state: what each side of the queue did last, whatever became of the rows
 * that told it. Offsets are from the begin of the {@linkplain HeadEntry header}.
 *
 * <pre>
 *   taking     64   version         avail ns        pop ns          published
 *              96   taken           kick ns         arm ns          arm value | ring index
 *             128   index at arm | 0, then 0                                              to 192
 *   returning 192   version         used ns         used            undecided ns
 *             224   undecided | delayed             delayed ns      interrupt ns    interrupts
 *             256   interrupt before                used then       unwanted | reason       unwanted ns
 *             288   last unwanted ns                arm ns          arm value | value then  arm ns then
 *             320   decisions       longest decision                late decision   late decision's begin
 *             352   longest unwanted                longest delay   reset ns        requests that it ended
 *             384   given back, then 0                                                    to 448
 * </pre>
 *
 * <p>Each side's words are written by that side alone. Its version is odd while words change that belong together: to read
 * them while the queue is at work, read the version before and after, until it is even and the same. {@link #POP_NS},
 * {@link #PUBLISHED} and {@link #TAKEN} stand for themselves. All are 0 at first and after a reset, but for those of the reset.
 *
 * <p>Times are ns since the Unix epoch, 0 if it never happened; lengths are ns.
 */
public final class StateEntry {
    /** Long: odd while the taking side changes its words. */
    public static final int TAKING_VERSION = 64;
    /** Long: when chains were last announced. */
    public static final int AVAIL_NS = 72;
    /** Long: when chains were last taken. */
    public static final int POP_NS = 80;
    /** Long: chains that were announced, or taken without. */
    public static final int PUBLISHED = 88;
    /** Long: chains that were taken, those counted once that were taken again without having been given back. */
    public static final int TAKEN = 96;
    /** Long: when the driver last kicked. */
    public static final int KICK_NS = 104;
    /** Long: when the device last told which kicks it wants. */
    public static final int KICK_ARM_NS = 112;
    /** Int: what it told. */
    public static final int KICK_ARM_VALUE = 120;
    /** Int: the ring index of the last announcement plus 1; 0 if not known. */
    public static final int RING_INDEX = 124;
    /** Int: the same at the time of the last {@link #KICK_ARM_VALUE}. */
    public static final int KICK_ARM_RING_INDEX = 128;

    /** Long: odd while the returning side changes its words. */
    public static final int RETURNING_VERSION = 192;
    /** Long: when a chain was last used. */
    public static final int USED_NS = 200;
    /** Long: chains used. */
    public static final int USED = 208;
    /** Long: since when there is a completion on which nothing was decided. */
    public static final int UNDECIDED_NS = 216;
    /** Int: completions on which nothing was decided. */
    public static final int UNDECIDED = 224;
    /** Int: completions held back by moderation. */
    public static final int DELAYED = 228;
    /** Long: since when there is one that is held back. */
    public static final int DELAYED_NS = 232;
    /** Long: when the driver was last interrupted. */
    public static final int INTERRUPT_NS = 240;
    /** Long: how often it was. */
    public static final int INTERRUPTS = 248;
    /** Long: when it was interrupted before that. */
    public static final int PREVIOUS_INTERRUPT_NS = 256;
    /** Long: {@link #USED} at the last interrupt. */
    public static final int USED_AT_INTERRUPT = 264;
    /** Int: completions since then of which the driver did not want to be told. */
    public static final int UNWANTED = 272;
    /** Int: reason of the last such decision, a {@link io.vqtrace.trace.SuppressionReason#code()}. */
    public static final int UNWANTED_REASON = 276;
    /** Long: time of the first of those completions. */
    public static final int UNWANTED_NS = 280;
    /** Long: time of the last such decision. */
    public static final int LAST_UNWANTED_NS = 288;
    /** Long: when the driver was last seen to change what it asks for. */
    public static final int INTERRUPT_ARM_NS = 296;
    /** Int: what it asks for. */
    public static final int INTERRUPT_ARM_VALUE = 304;
    /** Int: what it asked for at the last interrupt. */
    public static final int ARM_VALUE_AT_INTERRUPT = 308;
    /** Long: {@link #INTERRUPT_ARM_NS} at the last interrupt. */
    public static final int ARM_NS_AT_INTERRUPT = 312;
    /** Long: decisions whether to interrupt. */
    public static final int DECISIONS = 320;
    /** Long: the longest that a completion waited for one, up to the last interrupt. */
    public static final int LONGEST_DECISION = 328;
    /** Long: the longest since then. */
    public static final int LATE_DECISION = 336;
    /** Long: when the completion came that waited so long. */
    public static final int LATE_DECISION_NS = 344;
    /** Long: the longest time from an interrupt to a completion that was not wanted, of those that another followed. */
    public static final int LONGEST_UNWANTED = 352;
    /** Long: the longest that moderation held a completion back, of those delivered. */
    public static final int LONGEST_DELAY = 360;
    /** Long: when the queue was last reset. */
    public static final int RESET_NS = 368;
    /** Long: requests in flight that the reset ended. */
    public static final int RESET_REQUESTS = 376;
    /** Long: chains that were given back unserved. */
    public static final int GIVEN_BACK = 384;
    /** Where it ends. */
    static final int END = 448;

    private StateEntry() {}
}
