package io.dialtone.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The users of an account while they are put together, as entries of a {@code users} key. */
final class UserList {
    private final List<String> entries = new ArrayList<>();

    void password(String user, String password, UnaryOperator<PermissionsBuilder> permissions) {
        add("user: " + Quoted.text(user) + ", password: " + Quoted.text(password), permissions);
    }

    void nkey(String publicKey, UnaryOperator<PermissionsBuilder> permissions) {
        add("nkey: " + Quoted.text(publicKey), permissions);
    }

    private void add(String who, UnaryOperator<PermissionsBuilder> permissions) {
        String may = permissions.apply(new PermissionsBuilder()).text();
        entries.add("{ " + who + (may.equals("{ }") ? "" : ", permissions: " + may) + " }");
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    String text() {
        return "[\n    " + String.join(",\n    ", entries) + "\n  ]";
    }
}
