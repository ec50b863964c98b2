package io.dialtone.app.nats.contexts;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import io.dialtone.app.nats.context.NatsContext;
import io.dialtone.app.nats.context.Setting;
import io.dialtone.app.nats.view.Properties;
import io.dialtone.app.nats.wire.ClientException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a context says, for people; passwords and tokens are not shown there. */
final class Description {
    private static final String HIDDEN = "*********";
    private static final Map<Setting, String> LABELS = labels();

    private final Session session;
    private final ContextStore store;

    Description(Session session, ContextStore store) {
        this.session = session;
        this.store = store;
    }

    private static Map<Setting, String> labels() {
        Map<Setting, String> labels = new LinkedHashMap<>();
        labels.put(Setting.DESCRIPTION, "Description");
        labels.put(Setting.URL, "Server URLs");
        labels.put(Setting.USER, "Username");
        labels.put(Setting.PASSWORD, "Password");
        labels.put(Setting.TOKEN, "Token");
        labels.put(Setting.CREDS, "Credentials");
        labels.put(Setting.NKEY, "NKey");
        labels.put(Setting.USER_JWT, "JWT");
        labels.put(Setting.USER_SEED, "Seed");
        labels.put(Setting.CERT, "Certificate");
        labels.put(Setting.KEY, "Key");
        labels.put(Setting.CA, "CA");
        labels.put(Setting.INBOX_PREFIX, "Inbox Prefix");
        labels.put(Setting.NSC, "NSC Profile");
        labels.put(Setting.SOCKS_PROXY, "SOCKS Proxy");
        labels.put(Setting.JETSTREAM_DOMAIN, "JS Domain");
        labels.put(Setting.JETSTREAM_API_PREFIX, "JS API Prefix");
        labels.put(Setting.JETSTREAM_EVENT_PREFIX, "JS Event Prefix");
        labels.put(Setting.COLOR_SCHEME, "Color Scheme");
        return labels;
    }

    void print(NatsContext context, boolean json) throws ClientException {
        if (json) {
            session.printJson(json(context));
            return;
        }
        Properties properties = new Properties("NATS Configuration Context \"" + context.name() + "\"");
        LABELS.forEach((setting, label) -> {
            String value = context.text(setting);
            if (!value.isEmpty()) {
                properties.add(label, isSecret(setting, value) ? HIDDEN : value);
            }
        });
        if (context.isOn(Setting.TLS_FIRST)) {
            properties.add("TLS First", "true");
        }
        properties.add("Path", store.file(context.name()).toString());
        session.out().print(properties.render());
        String variable = session.world().variable("NATS_URL");
        if (!variable.isEmpty()) {
            session.out().print("\nWARNING: Shell environment overrides in place using NATS_URL\n");
        }
        session.out().flush();
    }

    /** A path is none, but what is held in the context itself is. */
    private static boolean isSecret(Setting setting, String value) {
        return switch (setting) {
            case PASSWORD, TOKEN, USER_SEED, USER_JWT -> true;
            case CREDS, NKEY -> value.startsWith("data:") || value.startsWith("SU");
            default -> false;
        };
    }

    /** All of it, as the user's own file has it. */
    static ObjectNode json(NatsContext context) {
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("name", context.name());
        json.setAll(context.json());
        return json;
    }
}
