package io.dialtone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each piece of Java in the documentation stands in the tests, too, where it is compiled. */
class DocumentedExamplesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile(".*?(?:class|interface)\\w+[^{]*\\{(.*)\\}");
    private static final Pattern COMMENT = Pattern.compile("(?m)(^|\\s)//.*$");

    @ParameterizedTest
    @ValueSource(strings = {"docs/embedded.md", "docs/tracing.md"})
    void everyPieceOfJavaIsCompiled(String page) throws IOException {
        List<String> sources = sources();
        List<String> blocks = blocks(page);
        assertThat(blocks).isNotEmpty();
        List<String> nowhere = blocks.stream()
                .filter(block -> sources.stream().noneMatch(source -> contains(source, plain(block))))
                .toList();
        assertThat(nowhere).isEmpty();
    }

    @Test
    void whatIsNowhereIsFound() {
        assertThat(contains(plain("void a() { b(1); }"), plain("b( 1 ); // one")))
                .isTrue();
        assertThat(contains(plain("void a() { b(1); }"), plain("b(2);"))).isFalse();
        assertThat(contains(
                        plain("@A static class X { @T void a() { b(1); } }"), plain("class Y { @T void a() { ... } }")))
                .as("the name of an example is its own")
                .isTrue();
    }

    /** The whole of it, or of a class what is in it; {@code ...} in braces stands for anything. */
    private static boolean contains(String source, String block) {
        Matcher whole = CLASS.matcher(block);
        String part = whole.matches() ? whole.group(1) : block;
        String expression = Pattern.quote(part).replace("{...}", "{\\E.*\\Q}");
        return Pattern.compile(expression).matcher(source).find();
    }

    /** Without comments and blanks, which are the formatter's business. */
    private static String plain(String java) {
        return COMMENT.matcher(java).replaceAll("").replaceAll("\\s+", "");
    }

    private static List<String> blocks(String page) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve(page)));
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of("embedded", "embedded-junit5", "embedded-micrometer")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(DocumentedExamplesTest::read)
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return plain(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
