package io.dialtone.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record of options with a builder, found by walking from {@link Options}. */
final class RecordBuildersTest {
    static Stream<Class<?>> records() {
        List<Class<?>> extra = List.of(
                UserOptions.class,
                AccountOptions.class,
                ExportOptions.class,
                ImportOptions.class,
                AccountJetStreamOptions.class,
                GatewayRemoteOptions.class,
                LeafRemoteOptions.class,
                PermissionOptions.class,
                AuthCalloutOptions.class,
                TlsOptions.class,
                OcspPeerOptions.class,
                ResolverOptions.class,
                Options.class);
        Stream<Class<?>> blocks = Stream.of(Options.class.getRecordComponents())
                .map(RecordComponent::getType)
                .filter(type -> type.isRecord());
        return Stream.concat(extra.stream(), blocks);
    }

    @ParameterizedTest
    @MethodSource("records")
    void aBuilderThatStartsFromARecordGivesItBack(Class<?> type) throws Exception {
        Object defaults = type.getMethod("defaults").invoke(null);
        Object builder = type.getMethod("toBuilder").invoke(defaults);

        assertThat(builder.getClass().getMethod("build").invoke(builder)).isEqualTo(defaults);
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyComponentCanBeChangedAloneAndStaysChanged(Class<?> type) throws Exception {
        Object defaults = type.getMethod("defaults").invoke(null);
        for (RecordComponent component : type.getRecordComponents()) {
            Object old = component.getAccessor().invoke(defaults);
            Object wanted = another(component, old);
            Object builder = type.getMethod("toBuilder").invoke(defaults);
            Method setter = builder.getClass().getMethod(component.getName(), component.getType());
            setter.invoke(builder, wanted);
            Object changed = builder.getClass().getMethod("build").invoke(builder);

            assertThat(component.getAccessor().invoke(changed))
                    .as(component.toString())
                    .isEqualTo(wanted);
            assertThat(changed).as(component.toString()).isNotEqualTo(defaults);
            Object again = type.getMethod("toBuilder").invoke(changed);
            assertThat(again.getClass().getMethod("build").invoke(again)).isEqualTo(changed);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatIsGivenToABuilderAsACollectionIsCopied(Class<?> type) throws Exception {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() != List.class) {
                continue;
            }
            List<Object> mine = new ArrayList<>();
            Object builder = type.getMethod("builder").invoke(null);
            builder.getClass().getMethod(component.getName(), List.class).invoke(builder, mine);
            Object built = builder.getClass().getMethod("build").invoke(builder);
            mine.add("late");

            List<?> kept = (List<?>) component.getAccessor().invoke(built);
            assertThat(kept).isEmpty();
            assertThatThrownBy(() -> kept.remove(0)).isInstanceOf(RuntimeException.class);
        }
    }

    private static Object another(RecordComponent component, Object old) throws Exception {
        Class<?> type = component.getType();
        if (type == String.class) {
            return old + "x";
        } else if (type == boolean.class || type == Boolean.class) {
            return !Boolean.TRUE.equals(old);
        } else if (type == int.class) {
            return (Integer) old + 1;
        } else if (type == long.class) {
            return (Long) old + 1;
        } else if (type == Duration.class) {
            return ((Duration) old).plusSeconds(1);
        } else if (type == List.class) {
            return List.of(element(component));
        } else if (type == Set.class) {
            return Set.of("x");
        } else if (type == Map.class) {
            return component.getGenericType().getTypeName().contains("Boolean") ? Map.of("x", true) : Map.of("x", "y");
        } else if (type.isEnum()) {
            return type.getEnumConstants()[1];
        }
        return record(type, old);
    }

    private static Object element(RecordComponent component) throws Exception {
        String name = component.getGenericType().getTypeName();
        String element = name.substring(name.indexOf('<') + 1, name.length() - 1);
        return element.equals("java.lang.String") ? "x" : record(Class.forName(element), null);
    }

    private static Object record(Class<?> type, Object old) throws Exception {
        if (type == MappingOptions.class) {
            return new MappingOptions("a", List.of());
        } else if (type == CertificatePair.class) {
            return new CertificatePair("a", "b");
        } else if (type == AccountLimits.class) {
            return new AccountLimits(1, 2, 3, 4);
        } else if (type == PublishRate.class) {
            return new PublishRate(1, 2, Duration.ofSeconds(3));
        } else if (type == StickyQueueOptions.class) {
            return new StickyQueueOptions("a", "b", List.of(1), "");
        } else if (type == CompressionOptions.class) {
            return new CompressionOptions("s2_best", List.of());
        } else if (type == SubjectRules.class) {
            return new SubjectRules(List.of("a"), List.of());
        } else if (type == ResponseRule.class) {
            return ResponseRule.DEFAULT;
        } else if (type == TpmOptions.class) {
            return new TpmOptions("a", "b", "c", 1, "aes");
        } else if (type == JetStreamLimits.class) {
            return new JetStreamLimits(1, 2, 3, Duration.ZERO, 4, 5, 6, Duration.ZERO, 7);
        }
        Object defaults = type.getMethod("defaults").invoke(null);
        if (old == null) {
            return defaults;
        }
        RecordComponent first = type.getRecordComponents()[0];
        Object builder = type.getMethod("toBuilder").invoke(defaults);
        builder.getClass()
                .getMethod(first.getName(), first.getType())
                .invoke(builder, another(first, first.getAccessor().invoke(defaults)));
        return builder.getClass().getMethod("build").invoke(builder);
    }
}
