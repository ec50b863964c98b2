package io.dialtone.accounts.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
    private static final UserClaims USER = UserClaims.builder("UKEY")
            .name("alice")
            .issuerAccount("AKEY")
            .tags(List.of("team:red", "team:blue", "env:prod", "odd:a b"))
            .build();

    @ParameterizedTest
    @CsvSource({
        "plain.subject, plain.subject",
        "hi.{{name()}}, hi.alice",
        "hi.{{ NAME() }}.x, hi.alice.x",
        "{{subject()}}.>, UKEY.>",
        "{{account-name()}}.{{account-subject()}}, acc.AKEY",
        "pre-{{name()}}-post, pre-alice-post",
        "{{name()}}.{{name()}}, alice.alice",
        "t.{{tag(env)}}, t.prod",
        "t.{{tag(ENV)}}, t.prod",
        "t.{{account-tag(zone)}}, t.eu",
    })
    void fillsIn(String template, String subject) throws JwtException {
        assertThat(allowed(template)).containsExactly(subject);
    }

    @Test
    void severalValuesGiveEveryCombination() throws JwtException {
        assertThat(allowed("{{tag(team)}}.x.{{account-tag(az)}}"))
                .containsExactly("red.x.1", "red.x.2", "blue.x.1", "blue.x.2");
    }

    @Test
    void dropsWhatCannotBeFilledInFromAllowedSubjects() throws JwtException {
        assertThat(allowed("t.{{tag(none)}}", "ok", "x.{{tag(odd)}}")).containsExactly("ok");
    }

    @Test
    void deniesEverythingWhenNothingIsLeftThatIsAllowed() throws JwtException {
        PermissionsClaim result = expand(new PermissionClaim(List.of("t.{{tag(none)}}"), List.of("secret")));
        assertThat(result.publish().allow()).isEmpty();
        assertThat(result.publish().deny()).containsExactly("secret", ">");
        assertThat(result.subscribe()).isEqualTo(PermissionClaim.NONE);
    }

    @Test
    void refusesDeniedSubjectsThatCannotBeFilledIn() {
        refuses(
                "generated invalid subject \"t.{{tag(none)}}\": \"none\" is not defined",
                new PermissionClaim(List.of(), List.of("t.{{tag(none)}}")));
        refuses("generated invalid subject", new PermissionClaim(List.of(), List.of("t.{{tag(odd)}}")));
    }

    @Test
    void refusesFunctionsThatNobodyKnows() {
        refuses(
                "template operation in \"a.{{what()}}\": \"what()\" is not defined",
                new PermissionClaim(List.of("a.{{what()}}"), List.of()));
    }

    @Test
    void leavesAListWithoutTemplatesAsItIs() throws JwtException {
        PermissionClaim queues = new PermissionClaim(List.of("a q"), List.of());
        assertThat(expand(queues).publish()).isEqualTo(queues);
        assertThat(allowed("a q", "b.{{name()}}")).containsExactly("b.alice");
    }

    @Test
    void aListBecomesAtMost4096Subjects() throws JwtException {
        List<String> tags = IntStream.range(0, 64).mapToObj(i -> "n:" + i).toList();
        UserClaims user = USER.with(b -> b.tags(tags));
        UserRights full = template(new PermissionClaim(List.of("{{tag(n)}}.{{tag(n)}}"), List.of()));
        assertThat(Templates.expand(full, user, "", List.of())
                        .permissions()
                        .publish()
                        .allow())
                .hasSize(4096);
        UserRights more = template(new PermissionClaim(List.of("{{tag(n)}}.{{tag(n)}}", "{{tag(n)}}"), List.of()));
        assertThatExceptionOfType(JwtException.class)
                .isThrownBy(() -> Templates.expand(more, user, "", List.of()))
                .withMessage("template expansion exceeds limit: 4096");
        UserRights many = template(new PermissionClaim(List.of("{{tag(n)}}.".repeat(30) + "x"), List.of()));
        assertThatExceptionOfType(JwtException.class)
                .isThrownBy(() -> Templates.expand(many, user, "", List.of()))
                .withMessage("template expansion exceeds limit: 4096");
    }

    private static List<String> allowed(String... templates) throws JwtException {
        return expand(new PermissionClaim(Stream.of(templates).toList(), List.of()))
                .publish()
                .allow();
    }

    private static void refuses(String text, PermissionClaim claim) {
        assertThatExceptionOfType(JwtException.class)
                .isThrownBy(() -> expand(claim))
                .withMessage(text);
    }

    private static PermissionsClaim expand(PermissionClaim publish) throws JwtException {
        return Templates.expand(template(publish), USER, "acc", List.of("zone:eu", "az:1", "az:2"))
                .permissions();
    }

    private static UserRights template(PermissionClaim publish) {
        return UserRights.UNLIMITED.with(b -> b.permissions(new PermissionsClaim(publish, PermissionClaim.NONE, null)));
    }
}
