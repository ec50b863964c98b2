package io.dialtone.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user may do. Without a rule for a side, everything; with one, only what is allowed and not denied.
 *
 * <pre>{@code
 * .user("app", "secret", may -> may.publish("orders.>").subscribe("_INBOX.>"))
 * }</pre>
 */
public final class PermissionsBuilder {
    private final List<String> publish = new ArrayList<>();
    private final List<String> notPublish = new ArrayList<>();
    private final List<String> subscribe = new ArrayList<>();
    private final List<String> notSubscribe = new ArrayList<>();
    private String responses = "";

    PermissionsBuilder() {}

    /** May publish to these, and of the rest to nothing. */
    public PermissionsBuilder publish(String... subjects) {
        publish.addAll(List.of(subjects));
        return this;
    }

    /** May not publish to these. */
    public PermissionsBuilder denyPublish(String... subjects) {
        notPublish.addAll(List.of(subjects));
        return this;
    }

    /** May subscribe to these, and of the rest to nothing; a queue name may follow after a blank. */
    public PermissionsBuilder subscribe(String... subjects) {
        subscribe.addAll(List.of(subjects));
        return this;
    }

    /** May not subscribe to these; a queue name may follow after a blank. */
    public PermissionsBuilder denySubscribe(String... subjects) {
        notSubscribe.addAll(List.of(subjects));
        return this;
    }

    /** May answer requests wherever they ask for the answer: so many messages, within this time. */
    public PermissionsBuilder allowResponses(int messages, Duration within) {
        responses = "{ max: " + messages + ", expires: " + Quoted.text(within.toMillis() + "ms") + " }";
        return this;
    }

    /** The value of a {@code permissions} key. */
    String text() {
        StringBuilder text = new StringBuilder("{ ");
        side(text, "publish", publish, notPublish);
        side(text, "subscribe", subscribe, notSubscribe);
        if (!responses.isEmpty()) {
            text.append("allow_responses: ").append(responses).append(", ");
        }
        return text.append('}').toString();
    }

    private static void side(StringBuilder text, String name, List<String> allow, List<String> deny) {
        if (allow.isEmpty() && deny.isEmpty()) {
            return;
        }
        text.append(name).append(": { ");
        if (!allow.isEmpty()) {
            text.append("allow: ").append(Quoted.list(allow)).append(", ");
        }
        if (!deny.isEmpty()) {
            text.append("deny: ").append(Quoted.list(deny)).append(", ");
        }
        text.append("}, ");
    }
}
