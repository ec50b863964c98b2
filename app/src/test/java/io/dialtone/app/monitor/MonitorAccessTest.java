package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.conf.MonitoringOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorAccessTest {
    /** Of {@code s3cret}, at the lowest cost. */
    private static final String HASH = "$2b$04$1fw0vkljG0lcWNb.bWjRwuIYYW1HrJaNDMvpyxwszQLPUnKfTzmUC";

    @Test
    void withoutAPasswordEverybodyMayLook() {
        assertThat(MonitorAccess.open().admits(null)).isTrue();
        assertThat(MonitorAccess.open().admits("nonsense")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", HASH})
    void whoHasTheNameAndThePasswordMay(String configured) {
        MonitorAccess access = access("admin", configured);
        for (int again = 0; again < 2; again++) {
            assertThat(access.admits(basic("admin:s3cret"))).isTrue();
            assertThat(access.admits("bASIC  " + basic("admin:s3cret").substring(6)))
                    .isTrue();
            assertThat(access.admits(basic("admin:wrong"))).isFalse();
            assertThat(access.admits(basic("other:s3cret"))).isFalse();
        }
    }

    @Test
    void aPasswordMayHoldColonsAndLettersOfAnyKind() {
        assertThat(access("admin", "a:b:ü").admits(basic("admin:a:b:ü"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!", "Bearer s3cret", "Basic czNjcmV0"})
    void anythingElseIsRefused(String header) {
        MonitorAccess access = access("admin", "s3cret");
        assertThat(access.admits(header)).isFalse();
        assertThat(access.admits(null)).isFalse();
    }

    @Test
    void aReloadTakesEffectAtOnce() {
        MonitorAccess access = access("admin", "s3cret");
        assertThat(access.admits(basic("admin:s3cret"))).isTrue();
        access.set(options("admin", "new"));
        assertThat(access.admits(basic("admin:s3cret"))).isFalse();
        assertThat(access.admits(basic("admin:new"))).isTrue();
        access.set(MonitoringOptions.defaults());
        assertThat(access.admits(null)).isTrue();
    }

    private static MonitorAccess access(String user, String password) {
        return new MonitorAccess(options(user, password));
    }

    private static MonitoringOptions options(String user, String password) {
        return MonitoringOptions.defaults().with(b -> b.user(user).password(password));
    }

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
