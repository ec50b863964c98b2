package suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares with the official artefact, which is not on the class path, as the classes have the same names. */
class SameNamesTest {
    private static final Path OFFICIAL =
            Path.of(System.getProperty("official.runner", "target/official/jnats-server-runner.jar"));

    /** Public without need: users have the interface. */
    private static final Set<String> LEFT_OUT = Set.of("io.nats.NatsServerRunnerOptionsImpl");

    @Test
    void whatIsPublicInTheOfficialRunnerIsHereToo() throws Exception {
        try (URLClassLoader official =
                        new URLClassLoader(new URL[] {OFFICIAL.toUri().toURL()}, null);
                JarFile jar = new JarFile(OFFICIAL.toFile())) {
            List<String> classes = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> !LEFT_OUT.contains(name))
                    .toList();
            int compared = 0;
            for (String name : classes) {
                Class<?> theirs = official.loadClass(name);
                if (Modifier.isPublic(theirs.getModifiers())) {
                    compared++;
                    assertThat(members(Class.forName(name))).as(name).containsAll(members(theirs));
                }
            }
            assertThat(compared).isGreaterThan(8);
        }
    }

    private static Set<String> members(Class<?> type) {
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(SameNamesTest::isShown)
                .filter(field -> Modifier.isFinal(field.getModifiers()))
                .map(SameNamesTest::text);
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(SameNamesTest::isShown)
                .map(SameNamesTest::text);
        Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(SameNamesTest::isShown)
                .filter(method -> !method.isSynthetic())
                .map(SameNamesTest::text);
        return Stream.of(fields, constructors, methods)
                .flatMap(all -> all)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isShown(Member member) {
        return Modifier.isPublic(member.getModifiers());
    }

    private static String text(Field field) {
        return field.getType().getName() + " " + field.getName();
    }

    private static String text(Constructor<?> constructor) {
        return "new" + Arrays.toString(constructor.getParameterTypes());
    }

    private static String text(Method method) {
        return method.getReturnType().getName() + " " + method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
