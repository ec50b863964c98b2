package io.dialtone.app.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Catching and raising signals. {@code sun.misc.Signal} is the only way to do that in a JVM; it is found by its name, since
 * the compiler would warn of each use of it with a warning that nothing turns off.
 */
public final class OsSignal {
    private OsSignal() {}

    /**
     * Runs {@code action} whenever the signal comes, in a thread of its own.
     *
     * @param name without SIG, such as {@code HUP}
     * @throws IllegalArgumentException when the system does not have it or the JVM keeps it to itself
     */
    public static void handle(String name, Runnable action) {
        try {
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signalType().getMethod("handle", signalType(), handlerType).invoke(null, signal(name), handler);
        } catch (ReflectiveOperationException e) {
            throw unavailable(name, e);
        }
    }

    /** Sends a signal to this process. */
    public static void raise(String name) {
        try {
            signalType().getMethod("raise", signalType()).invoke(null, signal(name));
        } catch (ReflectiveOperationException e) {
            throw unavailable(name, e);
        }
    }

    private static Class<?> signalType() throws ClassNotFoundException {
        return Class.forName("sun.misc.Signal");
    }

    private static Object signal(String name) throws ReflectiveOperationException {
        return signalType().getConstructor(String.class).newInstance(name);
    }

    private static IllegalArgumentException unavailable(String name, ReflectiveOperationException e) {
        Throwable cause = e instanceof InvocationTargetException wrapped ? wrapped.getCause() : e;
        return new IllegalArgumentException("signal " + name + " cannot be used here", cause);
    }
}
