package io.dialtone.app.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The page for people at {@code /dashboard}, and the files it is made of. It reads what it shows from the endpoints beside it;
 * the files are looked for when somebody asks, for hardly anybody does.
 */
final class Dashboard {
    private static final String PAGE = "index.html";

    private static final Map<String, Reply.Kind> FILES = Map.ofEntries(
            Map.entry("dashboard.css", Reply.Kind.STYLE),
            Map.entry("icon.svg", Reply.Kind.IMAGE),
            script("accounts"),
            script("chart"),
            script("connections"),
            script("detail"),
            script("dom"),
            script("events"),
            script("feed"),
            script("format"),
            script("history"),
            script("links"),
            script("main"),
            script("overview"),
            script("subscriptions"),
            script("table"),
            script("topology"));

    private Dashboard() {}

    private static Map.Entry<String, Reply.Kind> script(String name) {
        return Map.entry(name + ".js", Reply.Kind.SCRIPT);
    }

    static void addTo(Endpoints endpoints) {
        endpoints.add("/dashboard", query -> Endpoints.done(Reply.file(Reply.Kind.PAGE, read(PAGE))));
        FILES.forEach((name, kind) ->
                endpoints.add("/dashboard/" + name, query -> Endpoints.done(Reply.file(kind, read(name)))));
    }

    private static byte[] read(String name) {
        try (InputStream in = Dashboard.class.getResourceAsStream("dashboard/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no file " + name + " of the dashboard in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
