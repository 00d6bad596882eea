package io.vqtrace.trace;

/**
 * A column of an Arrow schema.
 *
 * @param name column name
 * @param type value type
 * @param nullable whether values may be missing
 */
record ArrowField(String name, ArrowType type, boolean nullable) {}
