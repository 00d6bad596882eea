package io.vqtrace.analyzer;

import java.nio.ByteBuffer;
import org.apache.arrow.vector.types.pojo.Schema;

/** What Arrow needs of the Java virtual machine that it runs in. */
final class ArrowAccess {
    private static final String OPTION = "--add-opens=java.base/java.nio=ALL-UNNAMED";

    private ArrowAccess() {}

    /** Fails with one clear line where Arrow would fail with an {@link ExceptionInInitializerError}. */
    static void require() {
        Module arrow = Schema.class.getModule();
        if (!ByteBuffer.class.getModule().isOpen("java.nio", arrow)) {
            String option = arrow.isNamed() ? OPTION.replace("ALL-UNNAMED", arrow.getName()) : OPTION;
            throw new IllegalStateException("Arrow may not reach java.nio here: start Java with " + option);
        }
    }
}
