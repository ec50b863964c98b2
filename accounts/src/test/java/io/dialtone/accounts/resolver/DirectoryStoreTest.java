package io.dialtone.accounts.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.accounts.jwt.AccountClaims;
import io.dialtone.accounts.jwt.Jwt;
import io.dialtone.accounts.jwt.JwtException;
import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Seeds;
import io.dialtone.accounts.resolver.DirectoryStore.Deletion;
import io.dialtone.accounts.resolver.DirectoryStore.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Limits FULL = new Limits(0, false, Duration.ZERO, Deletion.RENAME);
    private static final KeyPair OPERATOR = Seeds.key(NkeyType.OPERATOR, 1);

    @TempDir
    Path directory;

    private final Ticking clock = new Ticking();

    /** A clock that a test moves. */
    private static final class Ticking extends Clock {
        private Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static String key(int n) {
        return Seeds.key(NkeyType.ACCOUNT, n).publicKey();
    }

    private static String token(int n, Instant issued, long expires) {
        try {
            AccountClaims claims =
                    AccountClaims.builder(key(n)).expires(expires).build();
            return Jwt.encode(claims, OPERATOR, Clock.fixed(issued, ZoneOffset.UTC));
        } catch (JwtException e) {
            throw new AssertionError(e);
        }
    }

    private static String token(int n) {
        return token(n, NOW, 0);
    }

    private DirectoryStore open(Limits limits) throws ResolverException {
        return DirectoryStore.open(directory, limits, clock);
    }

    @Test
    void whatIsStoredIsThereForTheNextServerToo() throws ResolverException {
        assertThat(open(FULL).save(key(1), token(1))).isTrue();
        assertThat(directory.resolve(key(1) + ".jwt")).hasContent(token(1));
        DirectoryStore next = open(FULL);
        assertThat(next.fetch(key(1))).isEqualTo(token(1));
        assertThat(next.all()).containsOnlyKeys(key(1));
        assertThat(next.save(key(1), token(1))).as("the same again").isFalse();
    }

    @Test
    void whatIsNotThereIsSaidInNatsServersWords() throws ResolverException {
        DirectoryStore store = open(FULL);
        assertThatThrownBy(() -> store.fetch(key(1)))
                .isInstanceOf(ResolverException.class)
                .hasMessageEndingWith(key(1) + ".jwt: no such file or directory");
    }

    @Test
    void onlyKeysOfAccountsNameFiles() throws ResolverException {
        DirectoryStore store = open(FULL);
        for (String name : List.of(
                "",
                "..",
                "../x",
                "a/b",
                key(1) + "/..",
                Seeds.key(NkeyType.USER, 1).publicKey())) {
            assertThatThrownBy(() -> store.fetch(name)).hasMessage("invalid public key");
            assertThatThrownBy(() -> store.save(name, token(1))).hasMessage("invalid public key");
            assertThatThrownBy(() -> store.delete(name)).hasMessage("invalid public key");
        }
    }

    @Test
    void theNewerOneWins() throws ResolverException {
        DirectoryStore store = open(FULL);
        String older = token(1, NOW.minusSeconds(5), 0);
        store.store(key(1), token(1));
        assertThat(store.storeNewer(key(1), older)).isFalse();
        assertThat(store.fetch(key(1))).isEqualTo(token(1));
        assertThat(store.save(key(1), older)).as("a push does not ask").isTrue();
        assertThat(store.storeNewer(key(1), token(1))).isTrue();
    }

    @Test
    void aTokenIsStoredUnderItsOwnName() throws ResolverException {
        DirectoryStore store = open(FULL);
        assertThatThrownBy(() -> store.storeNewer(key(2), token(1)))
                .hasMessage("jwt subject nkey and provided nkey do not match");
    }

    @Test
    void theHashIsThatOfTheContentsInAnyOrder() throws ResolverException {
        DirectoryStore one = open(FULL);
        assertThat(one.hash()).containsOnly(0);
        DirectoryStore other = DirectoryStore.open(directory.resolve("other"), FULL, clock);
        for (int i = 1; i <= 4; i++) {
            one.save(key(i), token(i));
            other.save(key(5 - i), token(5 - i));
        }
        assertThat(one.hash()).isEqualTo(other.hash());
        one.delete(key(2));
        assertThat(one.hash()).isNotEqualTo(other.hash());
        other.delete(key(2));
        assertThat(one.hash()).isEqualTo(other.hash());
    }

    @Test
    void whateverHappensTheHashIsThatOfTheFiles() throws ResolverException {
        Random random = new Random(7);
        DirectoryStore store = open(FULL);
        for (int step = 0; step < 300; step++) {
            int n = 1 + random.nextInt(6);
            switch (random.nextInt(3)) {
                case 0 -> store.save(key(n), token(n, NOW.plusSeconds(random.nextInt(50)), 0));
                case 1 -> store.delete(key(n));
                default -> store.storeNewer(key(n), token(n, NOW.plusSeconds(random.nextInt(50)), 0));
            }
            assertThat(open(FULL).hash()).isEqualTo(store.hash());
        }
    }

    @Test
    void aFullDirectoryTakesNoMore() throws ResolverException {
        DirectoryStore store = open(new Limits(1, false, Duration.ZERO, Deletion.NONE));
        store.save(key(1), token(1));
        assertThatThrownBy(() -> store.save(key(2), token(2))).hasMessage("jwt store is full");
        assertThat(store.save(key(1), token(1, NOW.plusSeconds(1), 0))).isTrue();
    }

    @Test
    void aCacheForgetsWhatWasNotUsedForLongest() throws ResolverException {
        DirectoryStore store = open(new Limits(2, true, Duration.ZERO, Deletion.HARD));
        store.save(key(1), token(1));
        store.save(key(2), token(2));
        store.fetch(key(1));
        store.save(key(3), token(3));
        assertThat(store.all()).containsOnlyKeys(key(1), key(3));
        assertThat(directory.resolve(key(2) + ".jwt")).doesNotExist();
    }

    @Test
    void filesGoWhenTheirClaimsEnd() throws ResolverException {
        DirectoryStore store = open(FULL);
        store.save(key(1), token(1, NOW, NOW.getEpochSecond() + 10));
        store.save(key(2), token(2));
        clock.now = NOW.plusSeconds(9);
        assertThat(store.expire()).isEmpty();
        clock.now = NOW.plusSeconds(11);
        assertThat(store.expire()).containsExactly(key(1));
        assertThat(store.all()).containsOnlyKeys(key(2));
    }

    @Test
    void cachedFilesGoWhenNobodyAsksForThem() throws ResolverException {
        DirectoryStore store = open(new Limits(10, true, Duration.ofSeconds(10), Deletion.HARD));
        store.save(key(1), token(1));
        store.save(key(2), token(2));
        clock.now = NOW.plusSeconds(6);
        store.fetch(key(1));
        clock.now = NOW.plusSeconds(11);
        assertThat(store.expire()).containsExactly(key(2));
        clock.now = NOW.plusSeconds(17);
        assertThat(store.expire()).containsExactly(key(1));
    }

    @Test
    void deletingIsAllowedOrNotAndGoneOrRenamed() throws ResolverException {
        DirectoryStore none = open(new Limits(0, false, Duration.ZERO, Deletion.NONE));
        none.save(key(1), token(1));
        assertThatThrownBy(() -> none.delete(key(1))).hasMessage("store is not set up to for delete");
        DirectoryStore renaming = open(FULL);
        assertThat(renaming.delete(key(1))).isTrue();
        assertThat(renaming.delete(key(1))).as("again").isFalse();
        assertThat(directory.resolve(key(1) + ".jwt.deleted")).exists();
        DirectoryStore hard = open(new Limits(0, false, Duration.ZERO, Deletion.HARD));
        hard.save(key(2), token(2));
        hard.delete(key(2));
        assertThat(directory.resolve(key(2) + ".jwt")).doesNotExist();
        assertThat(directory.resolve(key(2) + ".jwt.deleted")).doesNotExist();
    }

    @Test
    void anotherLookFindsWhatOthersWrote() throws ResolverException, IOException {
        DirectoryStore store = open(FULL);
        store.save(key(1), token(1));
        store.save(key(2), token(2));
        Files.writeString(directory.resolve(key(2) + ".jwt"), token(2, NOW.plusSeconds(1), 0));
        Files.writeString(directory.resolve(key(3) + ".jwt"), token(3));
        Files.writeString(directory.resolve("notes.jwt"), "x");
        Files.writeString(directory.resolve(key(4) + ".jwt.deleted"), token(4));
        assertThat(store.reload()).containsExactlyInAnyOrder(key(2), key(3));
        assertThat(store.reload()).isEmpty();
        assertThat(store.all()).containsOnlyKeys(key(1), key(2), key(3));
    }
}
