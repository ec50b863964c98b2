package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.streams.ServerLog;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/varz, /varz",
        "/varz/, /varz/",
        "//varz, /varz",
        "/a/../varz, /varz",
        "/./varz, /varz",
        "/../../varz/., /varz",
        "/a//b/, /a/b/",
        "/.., /",
    })
    void pathsHaveOneShortestForm(String path, String expected) {
        assertThat(RequestPath.shortest(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/varz/", "/VARZ", "/nope", "/debug"})
    void pathsAreExact(String path) {
        Reply reply = answer(endpoints(""), path);
        assertThat(reply.code()).isEqualTo(404);
        assertThat(body(reply)).isEqualTo("404 page not found\n");
    }

    @Test
    void longPathsAreRedirectedWithTheirQuery() {
        Reply reply = endpoints("")
                .answer("//a/ü\r\n", "x=1", true)
                .toCompletableFuture()
                .join();
        assertThat(reply.code()).isEqualTo(301);
        assertThat(reply.location()).isEqualTo("/a/%C3%BC%0D%0A?x=1");
        Reply toPost =
                endpoints("").answer("//varz", "", false).toCompletableFuture().join();
        assertThat(toPost.location()).isEqualTo("/varz");
        assertThat(toPost.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nats/x", "/nats/x", "nats/x/", "/nats//x/"})
    void basePathStandsBeforeEverything(String base) {
        Endpoints endpoints = endpoints(base);
        assertThat(answer(endpoints, "/nats/x/varz").code()).isEqualTo(200);
        assertThat(answer(endpoints, "/nats/x").code()).isEqualTo(200);
        assertThat(answer(endpoints, "/nats/x/").code()).isEqualTo(404);
        assertThat(answer(endpoints, "/varz").code()).isEqualTo(404);
        assertThat(answer(endpoints, "/").code()).isEqualTo(404);
        assertThat(endpoints.linkPrefix()).isEqualTo("x/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void withoutBasePathTheRootIsASlash(String base) {
        assertThat(answer(endpoints(base), "/").code()).isEqualTo(200);
        assertThat(endpoints(base).linkPrefix()).isEmpty();
    }

    @Test
    void failuresAreNotShown() {
        Endpoints endpoints = new Endpoints("", new ServerLog())
                .add("/later", query -> CompletableFuture.failedFuture(new IllegalStateException("secret")))
                .add("/now", query -> {
                    throw new IllegalStateException("secret");
                });
        for (String path : new String[] {"/later", "/now"}) {
            Reply reply = answer(endpoints, path);
            assertThat(reply.code()).isEqualTo(500);
            assertThat(body(reply)).isEqualTo("Internal Server Error");
        }
    }

    private static Endpoints endpoints(String base) {
        return new Endpoints(base, new ServerLog())
                .add("/", query -> Endpoints.done(Reply.of(Reply.Kind.HTML, "root")))
                .add("/varz", query -> Endpoints.done(Reply.json(new byte[0])));
    }

    private static Reply answer(Endpoints endpoints, String path) {
        return endpoints.answer(path, "", true).toCompletableFuture().join();
    }

    private static String body(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
