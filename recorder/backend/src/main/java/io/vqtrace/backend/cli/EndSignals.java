package io.vqtrace.backend.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Lets SIGTERM and SIGINT end the program as if it ended by itself: by its main thread, with status 0. A shutdown hook could
 * close the trace as well, but the status would be 143.
 *
 * <p>{@code sun.misc.Signal} is in every JDK (module {@code jdk.unsupported}), but javac warns of its name: hence reflection.
 */
final class EndSignals {
    private EndSignals() {}

    /**
     * Handles the signals from now on.
     *
     * @param end makes the main thread go on; called for each signal, by a thread of its own
     * @throws CommandException if this Java cannot do that
     */
    static void handle(Runnable end) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    EndSignals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        end.run();
                        return null;
                    });
            for (String name : List.of("TERM", "INT")) {
                Object one = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, one, proxy);
            }
        } catch (InvocationTargetException e) {
            throw CommandException.failure(
                    "cannot handle SIGTERM: " + e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw CommandException.failure("cannot handle SIGTERM: " + e, e);
        }
    }
}
