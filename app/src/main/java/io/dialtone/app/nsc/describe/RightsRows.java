package io.dialtone.app.nsc.describe;

import io.dialtone.accounts.jwt.PermissionsClaim;
import io.dialtone.accounts.jwt.ResponseClaim;
import io.dialtone.accounts.jwt.UserRights;
import java.util.List;

/** What a user may do, as rows of a table. */
final class RightsRows {
    private RightsRows() {}

    static void permissions(Table table, PermissionsClaim permissions) {
        subjects(table, "Pub Allow", permissions.publish().allow());
        subjects(table, "Pub Deny", permissions.publish().deny());
        subjects(table, "Sub Allow", permissions.subscribe().allow());
        subjects(table, "Sub Deny", permissions.subscribe().deny());
        ResponseClaim responses = permissions.responses();
        if (responses == null) {
            table.row("Response Permissions", "Not Set");
        } else {
            table.row("Max Responses", Integer.toString(responses.maxMessages()))
                    .row("Response Permission TTL", Words.duration(responses.ttl()));
        }
    }

    private static void subjects(Table table, String label, List<String> subjects) {
        table.list(label, subjects.stream().sorted().toList());
    }

    static void limits(Table table, UserRights rights) {
        // Messages are limited by nothing in claims of today; who reads the table looks for the row.
        table.row("Max Messages", "Unlimited")
                .row("Max Msg Payload", bytes(rights.payload()))
                .row("Max Data", bytes(rights.data()))
                .row("Max Subs", count(rights.subscriptions()))
                .row("Network Src", rights.sources().isEmpty() ? "Any" : String.join(", ", rights.sources()));
        if (rights.times().isEmpty()) {
            table.row("Time", "Any");
        } else {
            table.list(
                    "Time",
                    rights.times().stream()
                            .map(window -> window.start() + "-" + window.end())
                            .toList());
            table.row("Time Zone", rights.timesLocation().isEmpty() ? "of the server" : rights.timesLocation());
        }
        if (rights.proxyRequired()) {
            table.row("Proxy Required", "Yes");
        }
        table.list(
                "Allowed Connection Types",
                rights.connectionTypes().stream().sorted().toList());
    }

    private static String bytes(long limit) {
        return limit < 0 ? "Unlimited" : limit + " bytes (≈" + Words.bytes(limit) + ")";
    }

    private static String count(long limit) {
        return limit < 0 ? "Unlimited" : Long.toString(limit);
    }
}
