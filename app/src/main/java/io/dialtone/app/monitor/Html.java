package io.dialtone.app.monitor;

import java.util.List;

/** The page at the root of the monitoring port. */
final class Html {

    private record Link(String path, String label) {}

    private static final List<Link> LINKS = List.of(
            new Link("dashboard", "Dashboard"),
            new Link("varz", "General"),
            new Link("jsz", "JetStream"),
            new Link("connz", "Connections"),
            new Link("accountz", "Accounts"),
            new Link("accstatz", "Account Stats"),
            new Link("subsz", "Subscriptions"),
            new Link("routez", "Routes"),
            new Link("leafz", "LeafNodes"),
            new Link("gatewayz", "Gateways"),
            new Link("clusterz", "Akka Cluster"),
            new Link("raftz", "Raft Groups"),
            new Link("healthz", "Health Probe"),
            new Link("metrics", "Metrics"),
            new Link("debug/vars", "Expvar"));

    private static final String HELP = "https://docs.nats.io/running-a-nats-service/nats_admin/monitoring";

    private Html() {}

    /**
     * The page.
     *
     * @param version of the server, without {@code v}
     * @param base what stands between {@code ./} and the name of an endpoint, either nothing or ending with a slash
     */
    static String rootPage(String version, String base) {
        StringBuilder page = new StringBuilder(2048)
                .append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>Dialtone</title>\n<style>\n")
                .append("body { font-family: system-ui, sans-serif; margin: 2rem; }\n")
                .append("li { list-style: none; padding: 0.2rem; }\n</style>\n</head>\n<body>\n")
                .append("<h1>Dialtone <small>v")
                .append(escape(version))
                .append("</small></h1>\n<ul>\n");
        for (Link link : LINKS) {
            page.append("<li><a href=\"./")
                    .append(escape(base))
                    .append(link.path())
                    .append("\">");
            page.append(link.label()).append("</a></li>\n");
        }
        return page.append("<li><a href=\"")
                .append(HELP)
                .append("\">Help</a></li>\n</ul>\n</body>\n</html>\n")
                .toString();
    }

    /** The text with the characters that mean something in HTML replaced. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }
}
