package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.ring.Buffers;

/** What a queue's driver asks for. A slot is memory for one request. Allocates nothing. */
interface RequestSource {
    /** The request was answered as it should be. */
    int FINE = 0;

    /** It was answered with an error or not at all. */
    int FAILED = 1;

    /** Its answer's bytes are wrong. */
    int CORRUPTED = 2;

    /** Makes the next request in a slot. */
    void build(int slot, Buffers buffers);

    /** Returns where a slot has room for an indirect table. */
    long table(int slot);

    /** Looks at the answer. */
    int finish(int slot, int usedLength);
}
