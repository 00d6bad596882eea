package io.vqtrace.analyzer.check;

/**
 * What a rule came to at one place.
 *
 * @param place where
 * @param verdict the worst that was found
 * @param count how often that was
 * @param first the first time, null if nothing was found
 * @param reason why it is not checkable there, else null
 */
public record PlaceResult(Place place, Verdict verdict, long count, Occurrence first, String reason) {}
