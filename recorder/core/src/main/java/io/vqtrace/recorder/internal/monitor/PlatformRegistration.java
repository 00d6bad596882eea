package io.vqtrace.recorder.internal.monitor;

import io.vqtrace.recorder.VirtioRecorder;
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

/** A registration with the platform's MBean server. Loaded only where {@code java.management} is present. */
final class PlatformRegistration implements RecorderManagement {
    private final ObjectName objectName;
    private final String problem;

    private PlatformRegistration(ObjectName objectName, String problem) {
        this.objectName = objectName;
        this.problem = problem;
    }

    static RecorderManagement of(VirtioRecorder recorder, String name, long lookForwardNs) {
        try {
            ObjectName objectName = new ObjectName("io.vqtrace:type=VirtioRecorder,name=" + value(name));
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new RecorderMBean(recorder, lookForwardNs), objectName);
            return new PlatformRegistration(objectName, null);
        } catch (JMException | SecurityException e) {
            return new PlatformRegistration(null, "the recorder is not visible in JMX: " + e);
        }
    }

    /** Returns a name as a property value, quoted only where it must be, so that plain names look plain. */
    private static String value(String name) {
        return name.matches("[^,=:\"*?\n]+") ? name : ObjectName.quote(name);
    }

    @Override
    public void unregister() {
        if (objectName == null) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(objectName);
        } catch (InstanceNotFoundException gone) {
            // Somebody else took it away, or this is the second call: either way it is gone.
            return;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String problem() {
        return problem;
    }
}
