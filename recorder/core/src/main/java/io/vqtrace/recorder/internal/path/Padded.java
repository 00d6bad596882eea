package io.vqtrace.recorder.internal.path;

/**
 * Keeps the fields of its subclasses, which one thread writes all the time, off the cache line of the object before. (The
 * object after is kept off by its own padding, or is not written all the time.)
 */
abstract class Padded {
    long p00;
    long p01;
    long p02;
    long p03;
    long p04;
    long p05;
    long p06;
    long p07;
    long p08;
    long p09;
    long p10;
    long p11;
    long p12;
    long p13;
}
