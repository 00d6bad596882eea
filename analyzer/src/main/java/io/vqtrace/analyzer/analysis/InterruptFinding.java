package io.vqtrace.analyzer.analysis;

import java.util.List;

/**
 * Something about a queue's notifications that deserves attention.
 *
 * @param verdict {@code interrupt-storm}, {@code late-interrupts}, {@code needless-interrupts} or {@code needless-kicks}
 * @param device display name of the device
 * @param sourceId the identity that the capture gives the device
 * @param queue queue index
 * @param role role of the queue, null if unknown
 * @param evidence the numbers behind it, a sentence each
 * @param advice what to do about it
 */
public record InterruptFinding(
        String verdict, String device, String sourceId, int queue, String role, List<String> evidence, String advice) {

    /** About one interrupt per completion at a high rate. */
    public static final String STORM = "interrupt-storm";

    /** Completions wait long for their interrupt. */
    public static final String LATE = "late-interrupts";

    /** Many interrupts have nothing to tell. */
    public static final String NEEDLESS_INTERRUPTS = "needless-interrupts";

    /** Many kicks find nothing to take. */
    public static final String NEEDLESS_KICKS = "needless-kicks";
}
