package io.vqtrace.recorder.internal.monitor;

import io.vqtrace.recorder.VirtioRecorder;

/** Shows a recorder in JMX, where the runtime has {@code java.management}. */
public interface RecorderManagement {
    /**
     * Registers the recorder's MXBean with the platform's MBean server.
     *
     * @param recorder an open recorder
     * @param name its name
     * @param lookForwardNs what a dump waits for after its request, nanoseconds
     * @return takes the bean away again
     */
    static RecorderManagement register(VirtioRecorder recorder, String name, long lookForwardNs) {
        try {
            Class.forName("javax.management.StandardMBean", false, RecorderManagement.class.getClassLoader());
            return PlatformRegistration.of(recorder, name, lookForwardNs);
        } catch (ClassNotFoundException | LinkageError absent) {
            return new RecorderManagement() {
                @Override
                public void unregister() {}

                @Override
                public String problem() {
                    return null;
                }
            };
        }
    }

    /** Takes the bean away; again is harmless. */
    void unregister();

    /**
     * Tells why there is no bean although there could be one.
     *
     * @return one line, such as that the name is taken by another recorder; or null
     */
    String problem();
}
