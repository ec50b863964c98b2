package io.dialtone.app.nsc;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Export;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.app.nsc.store.StoreException;
import io.dialtone.conf.ExchangeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command means where its options leave one choice. */
final class Choice {
    private Choice() {}

    /** The name of a user: of the option, the first word, by public key, or the only one there is. */
    static String user(Session session, String account, @Nullable String option, List<String> words)
            throws NscException, StoreException {
        String name = option != null ? option : words.isEmpty() ? "" : words.getFirst();
        List<String> users = session.store().users(account);
        if (name.isEmpty()) {
            if (users.size() != 1) {
                throw new NscException("user name is required");
            }
            return users.getFirst();
        }
        if (Nkeys.isPublic(NkeyType.USER, name)) {
            for (String user : users) {
                if (session.store().user(account, user).subject().equals(name)) {
                    return user;
                }
            }
        }
        session.store().userToken(account, name);
        return name;
    }

    /**
     * The place of the export that a subject, or the name of an export, means; without a subject the only one there is.
     *
     * @param kind null: either
     */
    static int export(AccountClaims account, @Nullable String subject, @Nullable ExchangeKind kind)
            throws NscException {
        List<Export> exports = account.exports();
        int found = -1;
        for (int i = 0; i < exports.size(); i++) {
            Export export = exports.get(i);
            boolean means = subject == null || subject.equals(export.subject());
            if (means && (kind == null || kind == export.kind())) {
                if (found >= 0) {
                    throw new NscException(
                            subject == null
                                    ? "a subject is required"
                                    : "\"" + subject + "\" is a stream and a service: specify --service");
                }
                found = i;
            }
        }
        if (found < 0) {
            throw new NscException(
                    subject == null ? "unable to locate export" : "no export matching \"" + subject + "\" found");
        }
        return found;
    }

    /** A list with one element replaced; null removes it. */
    static <T> List<T> replaced(List<T> list, int index, @Nullable T element) {
        List<T> changed = new ArrayList<>(list);
        if (element == null) {
            changed.remove(index);
        } else {
            changed.set(index, element);
        }
        return changed;
    }
}
