package io.dialtone.streams;

import java.lang.reflect.Proxy;
import java.util.List;

/** Events of a connection for tests of its publisher: refused publishes are remembered, anything else is unexpected. */
final class RefusalEvents {
    private RefusalEvents() {}

    static ConnectionEvents into(List<String> refusals) {
        return (ConnectionEvents) Proxy.newProxyInstance(
                ConnectionEvents.class.getClassLoader(),
                new Class<?>[] {ConnectionEvents.class},
                (proxy, method, args) -> {
                    if (!method.getName().equals("publishRefused")) {
                        throw new IllegalStateException("unexpected: " + method);
                    }
                    refusals.add((String) args[0]);
                    return null;
                });
    }
}
