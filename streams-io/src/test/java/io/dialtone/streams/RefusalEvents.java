package io.dialtone.streams;

import java.lang.reflect.Proxy;
import java.util.List;

/** Events of a connection for tests of its publisher: refused publishes and unknown accounts are remembered, anything else is unexpected. */
final class RefusalEvents {
    private RefusalEvents() {}

    static ConnectionEvents into(List<String> refusals) {
        return (ConnectionEvents) Proxy.newProxyInstance(
                ConnectionEvents.class.getClassLoader(),
                new Class<?>[] {ConnectionEvents.class},
                (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "publishRefused" -> refusals.add((String) args[0]);
                        case "unknownAccount" -> refusals.add("unknown account " + args[0]);
                        default -> throw new IllegalStateException("unexpected: " + method);
                    }
                    return null;
                });
    }
}
