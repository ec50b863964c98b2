package io.dialtone.embedded.junit;

import io.dialtone.embedded.EmbeddedServer;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives tests NATS servers. Usually by {@link NatsServerTest}; in a static field where something asks for the address before the
 * tests run:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final NatsServerExtension nats = NatsServerExtension.builder().servers(3).build();
 *
 * @DynamicPropertySource
 * static void natsUrl(DynamicPropertyRegistry properties) {
 *     properties.add("nats.url", nats::clientUrl);
 * }
 * }</pre>
 */
public final class NatsServerExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(NatsServerExtension.class);
    private static final String SERVERS = "servers";
    private static final String LINES_BEFORE = "lines before";

    /** Null: what the annotation says. */
    private final @Nullable Plan given;

    /** What a static field is asked for; the annotation's instance, which many classes may share, does not use it. */
    private volatile @Nullable RunningServers latest;

    /** For the annotation. */
    public NatsServerExtension() {
        this(null);
    }

    NatsServerExtension(@Nullable Plan given) {
        this.given = given;
    }

    /** For a field. */
    public static NatsServerExtensionBuilder builder() {
        return new NatsServerExtensionBuilder();
    }

    /** The address of the first server, for a field. */
    public String clientUrl() {
        return servers().first().clientUrl();
    }

    /** The first server, for a field. */
    public EmbeddedServer server() {
        return servers().first();
    }

    /** All servers, for a field. */
    public NatsServers servers() {
        RunningServers running = latest;
        if (running == null) {
            throw new IllegalStateException(
                    "no servers yet: they start before the tests of the class, in the order of its extensions");
        }
        return running.servers();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Plan plan = plan(context);
        if (plan.lifecycle() == NatsServerTest.Lifecycle.PER_CLASS) {
            // A nested class finds those of the class around it, unless it says itself what it wants.
            if (context.getStore(NAMESPACE).get(SERVERS) == null || isAnnotated(context)) {
                start(context, plan);
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Plan plan = plan(context);
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        if (plan.lifecycle() == NatsServerTest.Lifecycle.PER_METHOD || store.get(SERVERS) == null) {
            start(context, plan);
            store.put(LINES_BEFORE, 0L);
        } else {
            store.put(LINES_BEFORE, running(context).logs().written());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            Long before = context.getStore(NAMESPACE).get(LINES_BEFORE, Long.class);
            FailureReport.print(
                    context.getDisplayName() + " failed",
                    running(context).logs().since(before == null ? 0 : before));
        }
    }

    private void start(ExtensionContext context, Plan plan) {
        RunningServers servers = RunningServers.start(plan);
        context.getStore(NAMESPACE).put(SERVERS, servers);
        if (given != null) {
            latest = servers;
        }
    }

    private Plan plan(ExtensionContext context) {
        return given != null ? given : annotation(context).map(Plan::of).orElse(Plan.DEFAULT);
    }

    private static boolean isAnnotated(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getElement(), NatsServerTest.class);
    }

    /** Of the class, or of one that it is nested in. */
    private static Optional<NatsServerTest> annotation(ExtensionContext context) {
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            Optional<NatsServerTest> found = AnnotationSupport.findAnnotation(type, NatsServerTest.class);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static RunningServers running(ExtensionContext context) {
        RunningServers servers = context.getStore(NAMESPACE).get(SERVERS, RunningServers.class);
        if (servers == null) {
            throw new IllegalStateException("no server here: those of PER_METHOD start with each test");
        }
        return servers;
    }

    // ---- parameters

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == EmbeddedServer.class
                || type == NatsServers.class
                || type == TestCertificates.class
                || type == TestOperator.class
                || type.getName().equals(JnatsConnections.TYPE) && isOurs(parameter)
                || parameter.isAnnotated(NatsUrl.class) && (type == String.class || type == URI.class);
    }

    /** A connection that somebody else is asked for, as with Spring's Autowired, is not ours to give. */
    private static boolean isOurs(ParameterContext parameter) {
        return Stream.of(parameter.getParameter().getAnnotations())
                .allMatch(annotation -> annotation.annotationType() == NatsUser.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RunningServers running = running(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == EmbeddedServer.class) {
            return running.servers().first();
        }
        if (type == NatsServers.class) {
            return running.servers();
        }
        if (type == TestCertificates.class) {
            return running.certificatesOrFail();
        }
        if (type == TestOperator.class) {
            return running.operatorOrFail();
        }
        String url = running.servers().first().clientUrl();
        if (type == String.class) {
            return url;
        }
        return type == URI.class ? URI.create(url) : connection(parameter, context, running);
    }

    private static Object connection(ParameterContext parameter, ExtensionContext context, RunningServers running) {
        NatsUser user = parameter.findAnnotation(NatsUser.class).orElse(null);
        JnatsConnections opened = JnatsConnections.open(running, user);
        // closed with the test or class that the parameter belongs to
        context.getStore(NAMESPACE).put(opened, opened);
        return opened.connection();
    }
}
