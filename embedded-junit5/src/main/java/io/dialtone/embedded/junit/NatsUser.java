package io.dialtone.embedded.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Whose a jnats {@code Connection} is that a parameter is given. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface NatsUser {
    /** The user's name, or under a {@link TestOperator} that of his account. */
    String value();

    /** His password; under a {@link TestOperator} he has none. */
    String password() default "";
}
