package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ExamplesTest {
    private static final Path DIRECTORY = Path.of("examples");

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(Files::isRegularFile).filter(f -> !f.endsWith("tls.conf")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleCanBeUsedAsItIs(Path example) throws Exception {
        OptionsFile.Loaded loaded = OptionsFile.load(example);

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.inactiveKeys()).isEmpty();
        assertThat(StartupValidation.problems(loaded.options())).isEmpty();
    }

    @Test
    void theTlsExampleMissesNothingButItsCertificates() {
        ConfigurationException missing = catchThrowableOfType(
                ConfigurationException.class, () -> OptionsFile.load(DIRECTORY.resolve("tls.conf")));

        assertThat(missing.errors())
                .singleElement()
                .asString()
                .endsWith("open ./certs/server-cert.pem: no such file or directory");
    }
}
