package io.dialtone.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.conf.OptionsFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartLinesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "port: 1 | false",
                "authorization { user: a, password: b } | true",
                "authorization { token: b } | false",
                "authorization { user: a, password: \"$2a$04$abcdefghijklmnopqrstuu5vY7VYt9kZC1N1r4J2w7aGgVwTzKkG2\" } | false",
                "authorization { users: [ {user: a, password: b} ] } | true",
                "accounts { A { users: [ {user: a, password: b} ] } } | true"
            })
    void passwordsThatAnyoneCanReadAreWarnedOf(String text, boolean plain) throws Exception {
        assertThat(StartLines.hasPlaintextPasswords(OptionsFile.parse(text).options()))
                .isEqualTo(plain);
    }
}
