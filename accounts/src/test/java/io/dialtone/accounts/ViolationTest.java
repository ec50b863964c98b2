package io.dialtone.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViolationTest {
    @Test
    void publish() {
        assertThat(Violation.publish("\"s\""))
                .isEqualTo(new Violation(
                        "Permissions Violation for Publish to \"s\"", "Publish Violation - Subject \"s\""));
    }

    @Test
    void reply() {
        assertThat(Violation.reply("\"r\""))
                .isEqualTo(new Violation(
                        "Permissions Violation for Publish with Reply of \"r\"", "Publish Violation - Reply \"r\""));
    }

    @Test
    void subscribe() {
        assertThat(Violation.subscribe("\"s\"", null, "1"))
                .isEqualTo(new Violation(
                        "Permissions Violation for Subscription to \"s\"",
                        "Subscription Violation - Subject \"s\", SID 1"));
        assertThat(Violation.subscribe("\"s\"", "\"q\"", "1"))
                .isEqualTo(new Violation(
                        "Permissions Violation for Subscription to \"s\" using queue \"q\"",
                        "Subscription Violation - Subject \"s\", Queue: \"q\", SID 1"));
    }

    @Test
    void tooManyTokens() {
        assertThat(Violation.tooManyTokens("\"a.b\"", "1"))
                .isEqualTo(new Violation(
                        "Permissions Violation for Subscription to \"a.b\", too many tokens",
                        "Subscription Violation Too Many Tokens - Subject \"a.b\", SID 1"));
    }

    @Test
    void revoked() {
        assertThat(Violation.revoked("\"s\"", null, "\"1\"", "User \"u\""))
                .isEqualTo(new Violation(
                        "Permissions Violation for Subscription to \"s\" (sid \"1\")",
                        "Removed sub \"s\" (sid \"1\") for User \"u\" - not authorized"));
        assertThat(Violation.revoked("\"s\"", "\"q\"", "\"1\"", "User \"u\""))
                .isEqualTo(new Violation(
                        "Permissions Violation for Subscription to \"s\" using queue \"q\" (sid \"1\")",
                        "Removed sub \"s\" using queue \"q\" (sid \"1\") for User \"u\" - not authorized"));
    }
}
