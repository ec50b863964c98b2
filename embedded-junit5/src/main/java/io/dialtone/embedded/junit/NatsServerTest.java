package io.dialtone.embedded.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of this class have a NATS server, or a cluster, or several clusters, each on free ports of the loopback address.
 *
 * <pre>{@code
 * @NatsServerTest
 * class OrdersTest {
 *     @Test
 *     void ordersAreConfirmed(Connection nats) { ... }
 * }
 * }</pre>
 *
 * <p>Parameters of tests, life-cycle methods and constructors may be: an {@link io.dialtone.embedded.EmbeddedServer} (the first),
 * {@link NatsServers} (all), a {@code String} or {@link java.net.URI} with {@link NatsUrl}, a jnats {@code Connection} where jnats is
 * on the class path (closed after the test), {@link TestCertificates} and {@link TestOperator} where the servers have them. Tests may
 * run in parallel. The servers' log is shown on the standard error stream when a test fails, and not otherwise.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NatsServerExtension.class)
public @interface NatsServerTest {
    /** How long servers live. */
    Lifecycle lifecycle() default Lifecycle.PER_CLASS;

    /** Configuration of every server, in nats-server's configuration language. */
    String configuration() default "";

    /** A configuration file instead: a path, or {@code classpath:name}. */
    String file() default "";

    /** Servers of each cluster; one server alone is not in a cluster. */
    int servers() default 1;

    /** Clusters, linked by gateways. */
    int clusters() default 1;

    /** TLS for clients, with certificates that are made for the tests and thrown away. */
    Tls tls() default Tls.NONE;

    /** Whether accounts and users come from claims, under a {@link TestOperator} made for the tests. */
    boolean operator() default false;

    /** What is to be said in code; needs a constructor without parameters. */
    Class<? extends ServerSetup> setup() default ServerSetup.Nothing.class;

    /** How long servers live. */
    enum Lifecycle {
        /** From before the first test of the class to after its last one. */
        PER_CLASS,
        /** For one test; each has its own. */
        PER_METHOD
    }

    /** TLS of the client port. */
    enum Tls {
        NONE,
        /** The server shows a certificate. */
        SERVER,
        /** Clients must show one, too. */
        MUTUAL
    }
}
