package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class KeyDocumentationTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void thePageAboutTheKeysSaysWhatTheTablesSay() throws IOException {
        if (Boolean.getBoolean("dialtone.docs.write")) {
            Files.writeString(PAGE, KeyDocumentation.markdown());
        }

        assertThat(Files.readString(PAGE))
                .as(
                        "docs/configuration.md is stale: mvn -pl conf test -Dtest=KeyDocumentationTest -Ddialtone.docs.write=true")
                .isEqualTo(KeyDocumentation.markdown());
    }
}
