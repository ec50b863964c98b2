package io.dialtone.actors.monitor;

import java.util.Locale;

/**
 * Which connections are wanted, and how much of each.
 *
 * @param auth whether users and accounts are shown
 * @param offset first match shown; below 0 means 0
 * @param limit most matches shown; below 1 means {@value #DEFAULT_LIMIT}, and 1 when a {@code cid} is given
 * @param cid the one connection wanted, 0 for all
 * @param user only of this user, empty for all
 * @param account only of this account, empty for all
 * @param mqttClient only of this MQTT client id, empty for all
 * @param filterSubject only those that have a subscription which overlaps with this subject, empty for all
 */
public record ConnectionQuery(
        Sort sort,
        boolean auth,
        Subscriptions subscriptions,
        int offset,
        int limit,
        long cid,
        State state,
        String user,
        String account,
        String mqttClient,
        String filterSubject) {

    /** Connections shown when no limit is given. */
    public static final int DEFAULT_LIMIT = 1024;

    /** The first open connections by their id. */
    public static final ConnectionQuery DEFAULT =
            new ConnectionQuery(Sort.CID, false, Subscriptions.NONE, 0, 0, 0, State.OPEN, "", "", "");

    /** One for all subjects. */
    public ConnectionQuery(
            Sort sort,
            boolean auth,
            Subscriptions subscriptions,
            int offset,
            int limit,
            long cid,
            State state,
            String user,
            String account,
            String mqttClient) {
        this(sort, auth, subscriptions, offset, limit, cid, state, user, account, mqttClient, "");
    }

    /**
     * Puts the page bounds right.
     *
     * @throws InvalidQuery when the order makes no sense for open connections, or a subject is given without an account
     */
    public ConnectionQuery {
        if (!filterSubject.isEmpty() && account.isEmpty()) {
            throw new InvalidQuery("filter by subject only valid with account filtering");
        }
        if (sort.closedOnly && state != State.CLOSED) {
            throw new InvalidQuery("sort by " + sort.word() + " only valid on closed connections");
        }
        offset = Math.max(offset, 0);
        limit = cid != 0 ? 1 : limit <= 0 ? DEFAULT_LIMIT : limit;
    }

    /** How subscriptions are shown. */
    public enum Subscriptions {
        NONE,
        SUBJECTS,
        DETAIL
    }

    /** Which connections by their life. */
    public enum State {
        OPEN,
        CLOSED,
        ALL,
        NONE;

        public boolean includesOpen() {
            return this == OPEN || this == ALL;
        }

        public boolean includesClosed() {
            return this == CLOSED || this == ALL;
        }

        /**
         * Reads {@code open}, {@code closed}, {@code any} or {@code all}, in any case; empty is open.
         *
         * @throws InvalidQuery for anything else
         */
        public static State parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "", "open" -> OPEN;
                case "closed" -> CLOSED;
                case "any", "all" -> ALL;
                default -> throw new InvalidQuery("Error decoding state for " + text);
            };
        }
    }

    /** Orders of a list; by size, activity and age the largest or latest come first, otherwise ascending. */
    public enum Sort {
        CID,
        START,
        SUBS,
        PENDING,
        MSGS_TO,
        MSGS_FROM,
        BYTES_TO,
        BYTES_FROM,
        LAST,
        IDLE,
        UPTIME,
        RTT,
        STOP(true),
        REASON(true);

        private final boolean closedOnly;

        Sort() {
            this(false);
        }

        Sort(boolean closedOnly) {
            this.closedOnly = closedOnly;
        }

        /** The word used in queries. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Reads the word of an order, exactly; empty is by connection id.
         *
         * @throws InvalidQuery for anything else
         */
        public static Sort parse(String text) {
            if (text.isEmpty()) {
                return CID;
            }
            for (Sort sort : values()) {
                if (sort.word().equals(text)) {
                    return sort;
                }
            }
            throw new InvalidQuery("invalid sorting option: " + text);
        }
    }
}
