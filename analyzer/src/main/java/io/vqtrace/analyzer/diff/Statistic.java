package io.vqtrace.analyzer.diff;

/** A number that can be computed of a trace and of any runs of its cells. */
interface Statistic {

    /** Returns the number of cells that the value is made from, in the order of time. */
    int cells();

    /** Returns the value over some runs of cells, NaN where it is not defined. */
    double over(Resample resample);

    /** Returns how many neighbouring cells are to be drawn together. */
    int blockLength();

    /** Says why the value stands on too little to be compared; null if it does not. */
    String tooFew();
}
