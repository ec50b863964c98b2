package io.dialtone.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartJarsTest {

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

        Path copy = new StartJars(Files.createDirectory(directory.resolve("copies")), "{}").copy(signed);

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

    @Test
    void ofSeveralReferencesOneIsLeft() throws IOException {
        StartJars jars = new StartJars(Files.createDirectory(directory.resolve("copies")), "{\"all\":1}");
        List<String> texts = new ArrayList<>();
        for (String name : List.of("first.jar", "second.jar")) {
            Path jar = directory.resolve(name);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                out.putNextEntry(new JarEntry("reference.conf"));
                out.write(name.getBytes(StandardCharsets.UTF_8));
            }
            try (JarFile copy = new JarFile(jars.copy(jar).toFile())) {
                JarEntry entry = copy.getJarEntry("reference.conf");
                texts.add(
                        entry == null
                                ? "none"
                                : new String(copy.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(texts).containsExactly("{\"all\":1}", "none");
    }

    @Test
    void theMergedReferenceSaysWhatAllOfThemSay() {
        ClassLoader loader = getClass().getClassLoader();
        Config all = ConfigFactory.parseResources(loader, "reference.conf").resolve();
        Config merged = ConfigFactory.parseString(MergedReference.read(loader)).resolve();
        assertThat(merged.root().unwrapped()).isEqualTo(all.root().unwrapped());
        assertThat(merged.hasPath("akka.actor.provider")).isTrue();
    }

    /** What the copies of its class are asked for. */
    public static final class Sums implements Supplier<Integer> {
        @Override
        public Integer get() {
            int captured = 40;
            Added add = more -> captured + more;
            Added marked = (Added & Marker) more -> captured - more;
            assertThat(marked).isInstanceOf(Marker.class);
            return add.to(2) + (isSerialized(add) ? 1000 : 0) + (isSerialized(marked) ? 10_000 : 0);
        }

        private static boolean isSerialized(Added lambda) {
            return Stream.of(lambda.getClass().getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals("writeReplace"));
        }
    }

    /** A function as Akka's API has them. */
    public interface Added extends Serializable {
        int to(int more);
    }

    /** One interface more than a plain lambda has. */
    public interface Marker {}

    @Test
    void lambdasDoTheSameButAreNotSerialized() throws IOException, ReflectiveOperationException {
        assertThat(new Sums().get()).isEqualTo(11_042);
        String name = Sums.class.getName();
        byte[] original = resource(name.replace('.', '/') + ".class");
        byte[] changed = ArchivableLambdas.in(original);
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Class<?> loadClass(String wanted) throws ClassNotFoundException {
                return wanted.equals(name) ? defineClass(name, changed, 0, changed.length) : super.loadClass(wanted);
            }
        };
        Supplier<?> sums =
                (Supplier<?>) loader.loadClass(name).getDeclaredConstructor().newInstance();
        assertThat(sums.get()).isEqualTo(10_042);
    }

    @Test
    void aClassWithoutSuchLambdasStaysAsItIs() throws IOException {
        byte[] plain = resource("io/dialtone/app/training/MergedReference.class");
        assertThat(ArchivableLambdas.in(plain)).isSameAs(plain);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = StartJarsTest.class.getClassLoader().getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
