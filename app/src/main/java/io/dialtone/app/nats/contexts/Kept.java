package io.dialtone.app.nats.contexts;

import io.dialtone.app.nats.command.Session;
import io.dialtone.app.nats.context.ContextStore;
import io.dialtone.app.nats.context.NatsContext;
import io.dialtone.app.nats.context.Setting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a context is to say beside the options of every command. */
final class Kept {
    /** Those that lead to credentials, which others of them take the place of. */
    private static final List<Setting> LOGIN = List.of(
            Setting.USER,
            Setting.PASSWORD,
            Setting.TOKEN,
            Setting.CREDS,
            Setting.NKEY,
            Setting.USER_JWT,
            Setting.USER_SEED);

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    @Nullable
    String description;

    @Option(names = "--select", description = "Select it.")
    boolean select;

    /** Whether anything is to be changed. */
    boolean isEmpty(Session session) {
        return description == null && session.givenSettings().isEmpty() && !select;
    }

    /** Saves the context with what was given, and selects it if that was asked for. */
    void save(Session session, ContextStore store, NatsContext context) throws IOException {
        Map<Setting, String> given = session.givenSettings();
        if (given.keySet().stream().anyMatch(LOGIN::contains)) {
            LOGIN.forEach(setting -> context.set(setting, ""));
        }
        given.forEach((setting, value) -> {
            if (setting.isSwitch()) {
                context.switchOn(setting);
            } else {
                context.set(setting, value);
            }
        });
        if (description != null) {
            context.set(Setting.DESCRIPTION, description);
        }
        store.save(context);
        if (select) {
            store.select(context.name());
        }
    }
}
