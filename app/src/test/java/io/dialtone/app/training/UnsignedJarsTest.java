package io.dialtone.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsignedJarsTest {

    @TempDir
    Path directory;

    @Test
    void aSignedJarKeepsAllButItsSignature() throws IOException {
        Path signed = directory.resolve("signed.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        Attributes digest = new Attributes();
        digest.putValue("SHA-256-Digest", "none");
        manifest.getEntries().put("a/B.class", digest);
        try (OutputStream out = Files.newOutputStream(signed);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String name :
                    new String[] {"META-INF/KEY.SF", "META-INF/KEY.RSA", "META-INF/services/s", "a/B.class"}) {
                jar.putNextEntry(new JarEntry(name));
                jar.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }

        Path copy = directory.resolve("copy.jar");
        try (JarFile file = new JarFile(signed.toFile(), false)) {
            UnsignedJars.copy(file, copy);
        }

        try (JarFile file = new JarFile(copy.toFile())) {
            assertThat(file.stream().map(JarEntry::getName))
                    .containsExactlyInAnyOrder(JarFile.MANIFEST_NAME, "META-INF/services/s", "a/B.class");
            assertThat(file.isMultiRelease()).isTrue();
            assertThat(file.getManifest().getEntries()).isEmpty();
            assertThat(file.getInputStream(file.getJarEntry("a/B.class")).readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("a/B.class");
        }
    }
}
