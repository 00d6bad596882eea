package io.vqtrace.backend.cli;

import io.vqtrace.backend.device.VirtioBackend;
import io.vqtrace.backend.internal.Threads;
import io.vqtrace.backend.protocol.VhostUserService;
import io.vqtrace.backend.queue.QueueHost;
import io.vqtrace.backend.queue.QueueOptions;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.RecorderStatus;
import io.vqtrace.recorder.VirtioRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs devices with one recorder until the process is asked to end: then queues stop, what they hold is answered, and the
 * trace is closed.
 */
final class BackendRun {
    private final Operator operator;
    private final DeviceOptions options;
    private final List<VhostUserService> services = new ArrayList<>();
    private final List<VirtioBackend> devices = new ArrayList<>();
    private volatile IOException trouble;

    BackendRun(Operator operator, DeviceOptions options) {
        this.operator = operator;
        this.options = options;
    }

    /**
     * Serves front ends.
     *
     * @param ports the devices; closed at the end
     * @return an {@link ExitCode}
     */
    int run(List<DevicePort> ports) {
        QueueOptions queues = options.rings().toOptions();
        try (VirtioRecorder recorder = options.recording().open()) {
            try {
                List<Thread> threads = new ArrayList<>();
                for (DevicePort port : ports) {
                    threads.add(open(port, recorder, queues));
                }
                EndSignals.handle(this::end);
                threads.forEach(Thread::start);
                threads.forEach(Threads::joinUninterruptibly);
            } finally {
                end();
                devices.forEach(this::close);
            }
            if (recorder.recording()) {
                tell(recorder.status());
            }
        }
        if (trouble != null) {
            throw CommandException.failure("no front end can be waited for: " + trouble, trouble);
        }
        return ExitCode.OK;
    }

    private void tell(RecorderStatus status) {
        String where =
                status.mode().equals("flight") ? status.dumps() + (status.dumps() == 1 ? " dump" : " dumps") : "trace";
        operator.say("recorded " + status.recorded() + " events, dropped " + status.dropped() + ", " + where + " in "
                + status.directory());
    }

    private Thread open(DevicePort port, VirtioRecorder recorder, QueueOptions queues) {
        SocketOptions socket = port.socket();
        String name = socket.name();
        DeviceProbe probe =
                recorder.device(name, port.type(), "vhost-user", socket.path().toString());
        VirtioBackend device = port.device().apply(probe);
        devices.add(device);
        QueueHost host = new QueueHost(device, name, probe, recorder.recording(), queues);
        ConnectionLog log = new ConnectionLog(operator, name, host.lastNegotiated());
        VhostUserService service;
        try {
            service = socket.listens()
                    ? VhostUserService.listen(socket.path(), host, log)
                    : VhostUserService.connect(socket.path(), host, log);
        } catch (IOException e) {
            throw CommandException.failure("cannot listen at " + socket.path() + ": " + e.getMessage(), e);
        }
        services.add(service);
        operator.say(name + (socket.listens() ? ": listening at " : ": connecting to ") + socket.path());
        return new Thread(() -> serve(service), name);
    }

    private void serve(VhostUserService service) {
        try {
            service.run();
        } catch (IOException e) {
            trouble = e;
            end();
        }
    }

    /** Any thread, more than once: ends all connections, which ends {@link #run}. */
    private void end() {
        for (VhostUserService service : services) {
            try {
                service.close();
            } catch (IOException e) {
                operator.say("closing a socket: " + e.getMessage());
            }
        }
    }

    private void close(VirtioBackend device) {
        try {
            device.close();
        } catch (IOException e) {
            operator.say("closing a device: " + e.getMessage());
        }
    }
}
