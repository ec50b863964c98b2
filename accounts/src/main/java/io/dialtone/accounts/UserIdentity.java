package io.dialtone.accounts;

import io.dialtone.conf.PublishRate;
import java.util.function.UnaryOperator;

/**
 * Who a connection is.
 *
 * @param account name of its account
 * @param kind what it showed to be let in
 * @param name of the user, its public key, or empty for a token or nobody
 * @param permissions what it may do
 * @param publishRate how much all its connections to this server may publish together
 */
public record UserIdentity(String account, Kind kind, String name, Permissions permissions, PublishRate publishRate) {
    /** The account of those who belong to no other. */
    public static final String GLOBAL_ACCOUNT = "$G";

    /** What somebody shows to be let in. */
    public enum Kind {
        /** Nothing: nothing was asked for. */
        ANYBODY,
        /** A name, with a password or a certificate. */
        USER,
        /** A public key and a signature. */
        NKEY,
        /** A shared secret. */
        TOKEN,
        /** What an account says of it, and a signature. */
        JWT
    }

    /** Somebody who may publish as much as it likes. */
    public UserIdentity(String account, Kind kind, String name, Permissions permissions) {
        this(account, kind, name, permissions, PublishRate.UNLIMITED);
    }

    /** The same with other permissions. */
    public UserIdentity withPermissions(Permissions others) {
        return new UserIdentity(account, kind, name, others, publishRate);
    }

    /** Nobody in particular, in the global account, without restrictions. */
    public static UserIdentity anybody() {
        return new UserIdentity(GLOBAL_ACCOUNT, Kind.ANYBODY, "", Permissions.UNRESTRICTED);
    }

    /** The part of a connection's label in the log that names it: {@code "A/user:a"}, or empty for nobody in particular. */
    public String label() {
        return switch (kind) {
            case ANYBODY -> "";
            case USER -> account + "/user:" + name;
            case NKEY -> account + "/nkey:" + name;
            case TOKEN -> account + "/token";
            case JWT -> account + "/jwt:" + name;
        };
    }

    /**
     * How sentences of the log name it: {@code User "a"}.
     *
     * @param quote puts a name in quotes as Go's {@code %q} does
     */
    public String who(UnaryOperator<String> quote) {
        return switch (kind) {
            case ANYBODY -> "User \"N/A\"";
            case USER -> "User " + quote.apply(name);
            case NKEY -> "Nkey " + quote.apply(name);
            case TOKEN -> "Token \"[REDACTED]\"";
            case JWT -> "JWT User " + quote.apply(name);
        };
    }

    /** The name that {@code authorized_user} of the monitoring shows: a name, a key, or a token not told. */
    public String authorizedUser() {
        return kind == Kind.TOKEN ? "[REDACTED]" : name;
    }
}
