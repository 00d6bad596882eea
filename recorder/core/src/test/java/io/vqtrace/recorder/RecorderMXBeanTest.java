package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.EventKind;
import io.vqtrace.virtio.DeviceType;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderMXBeanTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    Path folder;

    private static ObjectName name(String recorder) throws Exception {
        return new ObjectName("io.vqtrace:type=VirtioRecorder,name=" + recorder);
    }

    private VirtioRecorderBuilder flight(String name) {
        return VirtioRecorder.builder(folder.resolve(name))
                .name(name)
                .memory(1 << 20)
                .threads(2)
                .flight(Duration.ofSeconds(10))
                .lookForward(Duration.ZERO);
    }

    @Test
    void attributesAndOperationsWorkOverAConnector() throws Exception {
        JMXConnectorServer connector = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://127.0.0.1"), null, server);
        connector.start();
        try (VirtioRecorder recorder = flight("connected").open();
                JMXConnector client = JMXConnectorFactory.connect(connector.getAddress())) {
            MBeanServerConnection connection = client.getMBeanServerConnection();
            VirtioRecorderMXBean bean = JMX.newMXBeanProxy(connection, name("connected"), VirtioRecorderMXBean.class);
            recorder.device("disk0", DeviceType.BLK).queue(0, 8).kick();
            assertEquals("connected", bean.getName());
            assertEquals("flight", bean.getMode());
            assertEquals("requests", bean.getLevel());
            assertEquals(folder.resolve("connected").toString(), bean.getDirectory());
            assertEquals(1, bean.getRecorded());
            assertEquals(0, bean.getDropped());
            String path = bean.dump("asked for over JMX");
            assertEquals(1, RecordedTrace.read(Path.of(path)).count(EventKind.KICK));
            assertEquals(path, bean.getLastDump());
            assertEquals(1, bean.getDumps());
            bean.stop();
            assertFalse(bean.isRecording());
            assertFalse(recorder.recording());
            bean.start();
            assertTrue(recorder.recording());
        } finally {
            connector.stop();
        }
    }

    @Test
    void everythingIsDescribedForAPerson() throws Exception {
        try (VirtioRecorder recorder = flight("described").open()) {
            MBeanInfo info = server.getMBeanInfo(name("described"));
            assertNotNull(recorder);
            assertTrue(info.getAttributes().length > 15);
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                assertTrue(attribute.getDescription().contains(" "), attribute::getName);
                assertNotNull(server.getMBeanInfo(name("described")).getDescription());
            }
            assertEquals(3, info.getOperations().length);
            for (MBeanOperationInfo operation : info.getOperations()) {
                assertTrue(operation.getDescription().contains(" "), operation::getName);
            }
            MBeanOperationInfo dump = Arrays.stream(info.getOperations())
                    .filter(operation -> operation.getName().equals("dump"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("reason", dump.getSignature()[0].getName());
        }
    }

    @Test
    void beanLivesAsLongAsItsRecorder() throws Exception {
        VirtioRecorder recorder = flight("mortal").open();
        assertTrue(server.isRegistered(name("mortal")));
        recorder.close();
        assertFalse(server.isRegistered(name("mortal")));
        recorder.close();
    }

    @Test
    void secondRecorderOfTheSameNameLeavesTheFirstOnesBean() throws Exception {
        try (VirtioRecorder first = flight("twin").open()) {
            try (VirtioRecorder second = VirtioRecorder.builder(folder.resolve("other"))
                    .name("twin")
                    .memory(1 << 20)
                    .threads(2)
                    .flight(Duration.ofSeconds(1))
                    .lookForward(Duration.ZERO)
                    .open()) {
                assertNotNull(second);
                assertTrue(RecordedTrace.read(second.dump("x").get()).manifest().contains("not visible in JMX"));
            }
            assertEquals(folder.resolve("twin").toString(), server.getAttribute(name("twin"), "Directory"));
            assertNotNull(first);
        }
    }

    @Test
    void nameWithSpecialCharactersIsQuoted() throws Exception {
        try (VirtioRecorder recorder = flight("a,b=c").open()) {
            assertTrue(server.isRegistered(name(ObjectName.quote("a,b=c"))));
            assertNotNull(recorder);
        }
    }

    @Test
    void streamRefusesToDump() throws Exception {
        Path trace = folder.resolve("stream.vqtrace");
        try (VirtioRecorder recorder =
                VirtioRecorder.builder(trace).memory(1 << 20).threads(2).open()) {
            VirtioRecorderMXBean bean = JMX.newMXBeanProxy(server, name("stream"), VirtioRecorderMXBean.class);
            assertEquals("stream", bean.getMode());
            assertThrows(IllegalStateException.class, () -> bean.dump("x"));
            assertNotNull(recorder);
        }
    }
}
