package io.dialtone.app.nats.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialtone.app.nats.command.MisuseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private final Template template =
            new Template(Clock.fixed(Instant.parse("2026-03-04T05:06:07.000000089Z"), ZoneOffset.UTC));

    @Test
    void placesAreFilled() {
        assertThat(template.fill("{{Count}} {{.Count}} {{ Cnt }} {{TimeStamp}} {{Unix}} {{UnixNano}}", 7))
                .isEqualTo("7 7 7 2026-03-04T05:06:07Z 1772600767 1772600767000000089");
        assertThat(template.fill("{{Time}}", 1)).matches("\\d{1,2}:\\d{2}[AP]M");
        assertThat(template.fill("{{Random 2 5}}", 1)).matches("[0-9A-Za-z]{2,5}");
        assertThat(template.fill("{{Random(4, 4)}}", 1)).matches("[0-9A-Za-z]{4}");
        assertThat(template.fill("{{ID}}", 1)).isNotEqualTo(template.fill("{{ID}}", 1));
    }

    @Test
    void whatIsNoPlaceStays() {
        assertThat(template.fill("{{Random}} {{name}} { {{ } $1 {{Request}}", 1))
                .isEqualTo("{{Random}} {{name}} { {{ } $1 {{Request}}");
    }

    @Test
    void aRequestIsTakenAsItIs() {
        assertThat(template.fill("<{{Request}}>", 1, "$0 {{Count}} \\")).isEqualTo("<$0 {{Count}} \\>");
    }

    @Test
    void commandsAreSplitAsShellsDo() throws MisuseException {
        assertThat(ShellWords.split(" a  'b c' \"d 'e\" f\\ g '' h'i'j "))
                .containsExactly("a", "b c", "d 'e", "f g", "", "hij");
        assertThatThrownBy(() -> ShellWords.split("a 'b")).hasMessageContaining("quote");
    }
}
