package io.dialtone.multijvm.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test within one cluster, played with every mixture of programs; its first parameter is the {@link Kinds.Mix}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@MethodSource("io.dialtone.multijvm.kit.Kinds#clusters")
public @interface OnEveryClusterMix {}
