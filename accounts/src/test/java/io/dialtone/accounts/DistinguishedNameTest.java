package io.dialtone.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinguishedNameTest {
    @Test
    void comparesTypesInAnyCaseAndValuesExactly() {
        assertThat(parse("cn=Ann,o=Acme")).isEqualTo(parse("CN=Ann, O = Acme"));
        assertThat(parse("CN=ann,O=Acme")).isNotEqualTo(parse("CN=Ann,O=Acme"));
    }

    @Test
    void countsRdnsInAnyOrderButAsOftenAsTheyAreThere() {
        DistinguishedName name = parse("CN=Ann,OU=a,OU=b,DC=org");
        assertThat(name).isNotEqualTo(parse("DC=org,OU=b,OU=a,CN=Ann"));
        assertThat(hasSameRdns("CN=Ann,OU=a,OU=b,DC=org", "DC=org,OU=b,OU=a,CN=Ann"))
                .isTrue();
        assertThat(hasSameRdns("CN=Ann,OU=a,OU=b", "CN=Ann,OU=a,OU=a,OU=b")).isFalse();
        assertThat(hasSameRdns("CN=Ann+OU=a", "OU=a+CN=Ann")).isTrue();
        assertThat(hasSameRdns("CN=Ann+OU=a", "CN=Ann,OU=a")).isFalse();
    }

    @Test
    void readsEscapes() {
        assertThat(parse("CN=a\\,b,O=c")).isEqualTo(parse("CN=a\\2cb,O=c"));
        assertThat(parse("CN=\\c3\\a9")).isEqualTo(parse("CN=é"));
        assertThat(parse("CN=a\\ ")).isNotEqualTo(parse("CN=a "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "CN=a,", "UID=a", "CN=a\\", "CN=\\zz", "1.2.3=x", "ann@acme.org"})
    void isNoNameAtAll(String text) {
        assertThat(DistinguishedName.parse(text)).isNull();
    }

    private static boolean hasSameRdns(String one, String other) {
        return parse(one).hasSameRdns(parse(other)) && parse(other).hasSameRdns(parse(one));
    }

    private static DistinguishedName parse(String text) {
        DistinguishedName name = DistinguishedName.parse(text);
        assertThat(name).as(text).isNotNull();
        return name == null ? new DistinguishedName(List.of()) : name;
    }
}
