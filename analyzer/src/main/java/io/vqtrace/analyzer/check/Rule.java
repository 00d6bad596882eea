package io.vqtrace.analyzer.check;

/**
 * What a rule says.
 *
 * @param number 1 to 48
 * @param level how strongly it is asked for
 * @param section where virtio 1.4 states it, such as {@code 2.7.7.2}
 * @param needs what a capture must hold to check it
 * @param title in a few words
 * @param text in a sentence or two, our own
 */
public record Rule(int number, Level level, String section, String needs, String title, String text) {}
