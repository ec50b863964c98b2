package io.dialtone.actors.system;

import io.dialtone.accounts.exchange.Exchange;
import io.dialtone.accounts.exchange.Export;
import io.dialtone.accounts.exchange.Import;
import io.dialtone.accounts.exchange.ImportSubjects;
import io.dialtone.actors.exchange.ServiceRoute;
import io.dialtone.actors.exchange.Tenant;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.ResponseType;
import io.dialtone.routing.ByteText;
import io.dialtone.routing.InvalidMappingException;
import io.dialtone.routing.LinkKind;
import io.dialtone.routing.MatchResult;
import io.dialtone.routing.Reach;
import io.dialtone.routing.SubjectIndex;
import io.dialtone.routing.Subscription;
import io.dialtone.streams.Delivery;
import io.dialtone.streams.InternalSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every account imports of the system account without saying so: its own connections and figures, and who its users
 * are. One set of subscriptions that all accounts have in common, so that ten thousand accounts cost what one does; which
 * account asks shows when it does. Any thread.
 */
public final class AutomaticImports {
    private static final String OWN_USER = "$SYS.REQ.USER.INFO";
    private static final int ACCOUNT_TOKEN = 4;

    private static final Export CONNECTIONS = streamed("$SYS.REQ.ACCOUNT.*.CONNZ");
    private static final Export FIGURES = streamed("$SYS.REQ.ACCOUNT.*.STATZ");
    private static final Export SUBSCRIBERS = Export.open(ExchangeKind.SERVICE, "$SYS.DEBUG.SUBSCRIBERS");
    private static final Export USERS = Export.open(ExchangeKind.SERVICE, "$SYS.REQ.USER.*.INFO");

    private static final List<Taken> IMPORTS = List.of(
            new Taken("$SYS.REQ.ACCOUNT.PING.CONNZ", CONNECTIONS, false),
            new Taken("$SYS.REQ.SERVER.PING.CONNZ", CONNECTIONS, false),
            new Taken("$SYS.REQ.ACCOUNT.PING.STATZ", FIGURES, false),
            new Taken(OWN_USER, USERS, true));

    /** A subject that accounts have, and the one it stands for, whose wildcard is the account. */
    private record Taken(String here, Export export, boolean share) {
        Import of(String account, String systemAccount) {
            String there = export.subject().replace("*", account);
            return new Import(ExchangeKind.SERVICE, systemAccount, there, here, share, false, "");
        }
    }

    private AutomaticImports() {}

    private static Export streamed(String subject) {
        return new Export(
                ExchangeKind.SERVICE,
                subject,
                Set.of(),
                false,
                false,
                Map.of(),
                ACCOUNT_TOKEN,
                ResponseType.STREAM,
                Duration.ZERO,
                null,
                false);
    }

    /** What the system account exports beside what it says itself. */
    public static List<Export> exports() {
        return List.of(CONNECTIONS, FIGURES, SUBSCRIBERS, USERS);
    }

    /** What an account imports beside what it says itself. */
    public static List<Import> of(String account, String systemAccount) {
        List<Import> imports = new ArrayList<>();
        for (Taken taken : IMPORTS) {
            if (isFor(account, systemAccount, taken)) {
                imports.add(taken.of(account, systemAccount));
            }
        }
        return imports;
    }

    /** The system account itself lacks only the short name of its own user. */
    private static boolean isFor(String account, String systemAccount, Taken taken) {
        return !account.equals(systemAccount) || taken.here.equals(OWN_USER);
    }

    /** The subscriptions by which they work. */
    public static List<Subscription> subscriptions(
            Function<String, Optional<? extends Tenant>> accounts,
            Supplier<? extends Tenant> system,
            Supplier<ServiceRoute.Identity> identity) {
        List<Subscription> subscriptions = new ArrayList<>();
        for (Taken taken : IMPORTS) {
            byte[] sid = ByteText.bytes(Integer.toString(subscriptions.size() + 1));
            Route route = new Route(taken, accounts, system, identity);
            subscriptions.add(new Subscription(ByteText.bytes(taken.here), null, sid, route));
        }
        return subscriptions;
    }

    /** An index that holds these subscriptions. */
    public static SubjectIndex index(List<Subscription> subscriptions) {
        SubjectIndex index = new SubjectIndex();
        subscriptions.forEach(index::add);
        return index;
    }

    private record Route(
            Taken taken,
            Function<String, Optional<? extends Tenant>> accounts,
            Supplier<? extends Tenant> system,
            Supplier<ServiceRoute.Identity> identity)
            implements InternalSubscriber {
        @Override
        public Reach reach() {
            return Reach.NOWHERE;
        }

        @Override
        public boolean takesFrom(LinkKind kind) {
            return kind == LinkKind.LEAF || kind == LinkKind.HUB;
        }

        @Override
        public int receive(Subscription subscription, Delivery message) {
            Tenant exporter = system.get();
            String name = message.space().name();
            Optional<? extends Tenant> asking = accounts.apply(name);
            if (asking.isEmpty() || !isFor(name, exporter.id(), taken) || isImported(message, exporter)) {
                return 0;
            }
            Import of = taken.of(name, exporter.id());
            try {
                Exchange.Share share =
                        new Exchange.Share(of, taken.export, ImportSubjects.of(of.subject(), of.local()));
                return new ServiceRoute(asking.get(), exporter, share, identity.get()).receive(subscription, message);
            } catch (InvalidMappingException e) {
                // An account whose name is no token of a subject cannot ask this way.
                return 0;
            }
        }

        /** Whether the account imports the same itself; asking twice would answer twice. */
        private static boolean isImported(Delivery message, Tenant exporter) {
            MatchResult match = new MatchResult();
            byte[] subject = message.subject();
            message.space().match(subject, 0, subject.length, match);
            return match.all().stream()
                    .anyMatch(s -> s.subscriber() instanceof ServiceRoute route
                            && route.exporter().id().equals(exporter.id()));
        }
    }
}
