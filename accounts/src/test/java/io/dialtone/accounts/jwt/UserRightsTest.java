package io.dialtone.accounts.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.ConnectionType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserRightsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "08:00:00, 17:00:00, 12:00:00, PT5H",
                "08:00:00, 17:00:00, 08:00:00, -",
                "08:00:00, 17:00:00, 08:00:01, PT8H59M59S",
                "08:00:00, 17:00:00, 17:00:00, -",
                "8:00:00, 17:00:00, 16:59:59, PT1S",
                "22:00:00, 06:00:00, 23:30:00, PT6H30M",
                "22:00:00, 06:00:00, 05:00:00, PT1H",
                "22:00:00, 06:00:00, 12:00:00, -",
                "22:00:00, 06:00:00, 22:00:00, -",
                "22:00:00, 06:00:00, 06:00:00, -",
                "25:00:00, 06:00:00, 05:00:00, -",
                "10:00:00, 10:00:00, 10:00:00, -",
            })
    void aWindowIsOpenAfterItsStartAndBeforeItsEnd(String start, String end, String now, Duration open) {
        UserRights rights = UserRights.NONE.with(b -> b.times(List.of(new TimeWindow(start, end))));
        assertThat(rights.openFor(Instant.parse("2026-11-21T" + now + "Z"), ZoneOffset.UTC))
                .isEqualTo(open);
    }

    @Test
    void theWindowThatEndsLastCounts() {
        UserRights rights = UserRights.NONE.with(b -> b.times(List.of(
                new TimeWindow("08:00:00", "12:00:00"),
                new TimeWindow("09:00:00", "18:00:00"),
                new TimeWindow("10:00:00", "11:00:00"))));
        assertThat(rights.openFor(Instant.parse("2026-11-21T10:30:00Z"), ZoneOffset.UTC))
                .isEqualTo(Duration.ofMinutes(450));
    }

    @Test
    void withoutWindowsItIsAlwaysOpen() {
        assertThat(UserRights.NONE.openFor(Instant.EPOCH, ZoneOffset.UTC)).isEqualTo(TimeWindow.ALWAYS);
    }

    @Test
    void timesAreOfTheZoneNamedElseOfTheServer() {
        UserRights rights = UserRights.NONE.with(b -> b.times(List.of(new TimeWindow("08:00:00", "09:00:00"))));
        Instant halfPastEightInParis = Instant.parse("2026-11-21T07:30:00Z");
        assertThat(rights.openFor(halfPastEightInParis, ZoneOffset.UTC)).isNull();
        assertThat(rights.openFor(halfPastEightInParis, ZoneId.of("Europe/Paris")))
                .isEqualTo(Duration.ofMinutes(30));
        UserRights located = rights.with(b -> b.timesLocation("Europe/Paris"));
        assertThat(located.openFor(halfPastEightInParis, ZoneOffset.UTC)).isEqualTo(Duration.ofMinutes(30));
        UserRights nowhere = rights.with(b -> b.timesLocation("+01:00"));
        assertThat(nowhere.openFor(halfPastEightInParis, ZoneOffset.UTC)).isNull();
    }

    @Test
    void theNightOfTheClockChangeIsShorter() {
        UserRights rights = UserRights.NONE.with(
                b -> b.times(List.of(new TimeWindow("22:00:00", "06:00:00"))).timesLocation("Europe/Paris"));
        assertThat(rights.openFor(Instant.parse("2026-03-28T22:00:00Z"), ZoneOffset.UTC))
                .isEqualTo(Duration.ofHours(6));
        assertThat(rights.openFor(Instant.parse("2026-03-27T22:00:00Z"), ZoneOffset.UTC))
                .isEqualTo(Duration.ofHours(7));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.4.7/22, 192.168.7.255, true",
        "192.168.4.7/22, 192.168.8.0, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "0.0.0.0/0, ::1, false",
        "127.0.0.1/32, 127.0.0.1, true",
        "fd00::/8, fd12::9, true",
        "::/0, 1.2.3.4, false",
        "fe80::/10, fe80::1, true",
        "10.0.0.0/8, localhost, false",
        "10.0.0.0/8, '', false",
        "10.0.0.0, 10.0.0.0, false",
        "10.0.0.0/33, 10.0.0.0, false",
        "010.0.0.0/8, 10.0.0.0, false",
    })
    void comesFromNetworksThatAreNamed(String network, String address, boolean admitted) {
        assertThat(UserRights.NONE.with(b -> b.sources(List.of(network))).admitsSource(address))
                .isEqualTo(admitted);
    }

    @Test
    void withoutNetworksItMayComeFromAnywhere() {
        assertThat(UserRights.NONE.admitsSource("")).isTrue();
        UserRights several = UserRights.NONE.with(b -> b.sources(List.of("10.0.0.0/8", "127.0.0.0/8")));
        assertThat(several.admitsSource("127.0.0.1")).isTrue();
    }

    @Test
    void connectsInTheWaysThatAreNamed() {
        assertThat(UserRights.NONE.admits(ConnectionType.MQTT)).isTrue();
        UserRights some = UserRights.NONE.with(b -> b.connectionTypes(List.of("mqtt", "LEAFNODE", "SMOKE")));
        assertThat(some.admits(ConnectionType.MQTT)).isTrue();
        assertThat(some.admits(ConnectionType.LEAFNODE)).isTrue();
        assertThat(some.admits(ConnectionType.STANDARD)).isFalse();
        UserRights unknown = UserRights.NONE.with(b -> b.connectionTypes(List.of("SMOKE")));
        assertThat(unknown.admits(ConnectionType.STANDARD)).isFalse();
    }

    @Test
    void tellsEmptyRightsFromThoseWithAZeroMore() {
        assertThat(UserRights.NONE.isEmpty()).isTrue();
        assertThat(UserRights.UNLIMITED.isEmpty()).isFalse();
        assertThat(UserRights.NONE.with(b -> b.bearer(true)).isEmpty()).isFalse();
    }
}
