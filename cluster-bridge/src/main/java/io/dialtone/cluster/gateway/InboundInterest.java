package io.dialtone.cluster.gateway;

import io.dialtone.cluster.InterestKey;
import io.dialtone.routing.Subjects;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the other side of an inbound gateway has been told of the own cluster's interest, and so what it has to be told next. To be
 * asked with each change of the cluster's tally, and for each message that nobody wanted. One owner at a time.
 *
 * <p>When this server announced that it tells all interest at once, the other side sends nothing unasked: of each account all interest
 * is told before anything else is. Otherwise accounts are answered for as of old: what is not wanted is refused when it comes, until
 * there are too many refusals of an account.
 */
public final class InboundInterest {
    /** Refusals of one account after which all its interest is told instead. */
    static final int MAX_REFUSALS = 1000;

    private static final InboundAnswer NOTHING = new InboundAnswer.Nothing();
    private static final String SERVICE_REPLY = "_R_.";

    /** How an account stands; one that is not in the map was never spoken of. */
    private sealed interface State {}

    /** A- was said. */
    private record Refused() implements State {}

    /** RS- was said of these. */
    private record Refusing(Set<String> subjects) implements State {}

    /** All interest was told, and each change is. */
    private record TellingAll() implements State {}

    private final boolean tellsAtOnce;
    private final Map<String, State> accounts = new HashMap<>();

    /** @param tellsAtOnce the own INFO had {@code gateway_iom} */
    public InboundInterest(boolean tellsAtOnce) {
        this.tellsAtOnce = tellsAtOnce;
    }

    /** From now on all interest of the account is told: at the registration of the link, when the account is made, on request. */
    public InboundAnswer switchAccount(String account) {
        return accounts.put(account, new TellingAll()) instanceof TellingAll
                ? NOTHING
                : new InboundAnswer.TellAll(account);
    }

    /** How the account stands. */
    public InterestMode mode(String account) {
        return accounts.get(account) instanceof TellingAll ? InterestMode.INTEREST_ONLY : InterestMode.OPTIMISTIC;
    }

    /** The first subscription of the cluster for this key came. */
    public InboundAnswer began(String account, InterestKey key) {
        State state = accounts.get(account);
        if (key.hasQueue()) {
            if (state instanceof Refused) {
                // The other side takes RS+ of a group for an end of the refusal, too.
                accounts.remove(account);
            }
            return new InboundAnswer.Want(account, key);
        }
        return switch (state) {
            case null -> tellsAtOnce ? switchAccount(account) : NOTHING;
            case Refused refused when tellsAtOnce -> switchAccount(account);
            case Refused refused -> {
                accounts.remove(account);
                yield new InboundAnswer.WantAccount(account);
            }
            case Refusing refusing ->
                takeBack(refusing.subjects, key.subject()) ? new InboundAnswer.Want(account, key) : NOTHING;
            case TellingAll all -> new InboundAnswer.Want(account, key);
        };
    }

    /** The last subscription of the cluster for this key went. */
    public InboundAnswer ended(String account, InterestKey key) {
        boolean told = key.hasQueue() || accounts.get(account) instanceof TellingAll;
        return told ? new InboundAnswer.Refuse(account, key) : NOTHING;
    }

    /**
     * A message came for an account that this server does not know.
     *
     * @param clusterWants somebody in the cluster has interest in it nevertheless
     */
    public InboundAnswer unknownAccount(String account, boolean clusterWants) {
        return clusterWants ? NOTHING : refuse(account);
    }

    /**
     * A message came that nobody wanted.
     *
     * @param accountHasInterest the account has subscriptions, or a prefix for replies to its services
     */
    public InboundAnswer notWanted(String account, String subject, boolean accountHasInterest) {
        if (!accountHasInterest) {
            return refuse(account);
        }
        if (subject.startsWith(SERVICE_REPLY)) {
            // Each such subject is used once: a refusal would be of no use to anybody.
            return NOTHING;
        }
        if (tellsAtOnce) {
            return switchAccount(account);
        }
        return switch (accounts.get(account)) {
            case null -> refuseSubject(account, new Refusing(new HashSet<>()), subject);
            case Refused refused -> refuseSubject(account, new Refusing(new HashSet<>()), subject);
            case Refusing refusing -> refuseSubject(account, refusing, subject);
            case TellingAll all -> NOTHING;
        };
    }

    private InboundAnswer refuse(String account) {
        if (accounts.get(account) instanceof TellingAll) {
            // It knows already; and after an A- it would not hear of later interest.
            return NOTHING;
        }
        return accounts.put(account, new Refused()) instanceof Refused
                ? NOTHING
                : new InboundAnswer.RefuseAccount(account);
    }

    private InboundAnswer refuseSubject(String account, Refusing refusing, String subject) {
        accounts.put(account, refusing);
        if (refusing.subjects.contains(subject)) {
            return NOTHING;
        }
        if (refusing.subjects.size() >= MAX_REFUSALS) {
            return switchAccount(account);
        }
        refusing.subjects.add(subject);
        return new InboundAnswer.Refuse(account, InterestKey.of(subject));
    }

    private static boolean takeBack(Set<String> refused, String subject) {
        return Subjects.hasWildcard(subject)
                ? refused.removeIf(literal -> Subjects.isSubsetOf(literal, subject))
                : refused.remove(subject);
    }
}
