package io.dialtone.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.actors.monitor.ClusterView;
import io.dialtone.streams.ServerLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The board and the alert rules of {@code docs/grafana} ask for what {@code /metrics} really has. */
class GrafanaFilesTest {
    private static final Path FILES = Path.of("..", "docs", "grafana");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_0-9]+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern ASKED = Pattern.compile("\\b([a-z]+_[a-z_0-9]+|up)\\b(?:\\{([^}]*)})?");
    private static final Pattern GROUPED = Pattern.compile("by \\(([a-z_, ]+)\\)");

    /** Words of the query language that look like metrics. */
    private static final Set<String> FUNCTIONS = Set.of("label_values", "max_over_time");

    /** What Prometheus adds. */
    private static final Set<String> ADDED = Set.of("job", "instance");

    /** Labels by metric. */
    private static final Map<String, Set<String>> METRICS = new HashMap<>(Map.of("up", Set.of()));

    private static JsonNode board;
    private static String rules;

    @BeforeAll
    static void read() throws Exception {
        board = new ObjectMapper().readTree(FILES.resolve("dialtone.json").toFile());
        rules = Files.readString(FILES.resolve("alerts.yml"));
        FakeSource source = new FakeSource();
        source.cluster = new ClusterView("a", "up", "a", "a", List.of());
        MonitorServer server = MonitorServer.start(
                        source,
                        new MonitorOptions("127.0.0.1", 0, "", null, "dialtone", MonitorAccess.open()),
                        new ServerLog())
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        try {
            Matcher sample =
                    SAMPLE.matcher(RawHttp.get(server.port(), "/metrics").body());
            while (sample.find()) {
                METRICS.computeIfAbsent(sample.group(1), name -> new TreeSet<>())
                        .addAll(labels(sample.group(2)));
            }
        } finally {
            server.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void everyMetricOfTheBoardExists() {
        List<String> queries = new ArrayList<>(board.findValuesAsText("expr"));
        queries.addAll(board.findValuesAsText("definition"));
        assertThat(queries).hasSizeGreaterThan(25).allSatisfy(GrafanaFilesTest::asksForWhatExists);
    }

    @Test
    void everyMetricOfTheAlertsExists() {
        List<String> queries = Pattern.compile("(?m)^ +expr: (.*)$")
                .matcher(rules)
                .results()
                .map(m -> m.group(1))
                .toList();
        assertThat(queries).hasSizeGreaterThan(8).allSatisfy(GrafanaFilesTest::asksForWhatExists);
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhatToDo() {
        String[] alerts = rules.split("- alert: ");
        assertThat(alerts).hasSizeGreaterThan(8);
        for (int i = 1; i < alerts.length; i++) {
            assertThat(alerts[i])
                    .containsPattern("^Nats[A-Za-z]+\\n +expr: \\S")
                    .containsPattern("labels: \\{severity: (info|warning|critical)}")
                    .containsPattern("summary: \"\\S[^\"]+\"\\n +description: \"\\S[^\"]+\"");
        }
    }

    @Test
    void thePanelsOfTheBoardLieBesideEachOther() {
        Set<Integer> ids = new HashSet<>();
        Set<String> squares = new HashSet<>();
        for (JsonNode panel : board.path("panels")) {
            assertThat(ids.add(panel.path("id").intValue())).isTrue();
            JsonNode at = panel.path("gridPos");
            for (int x = at.path("x").intValue();
                    x < at.path("x").intValue() + at.path("w").intValue();
                    x++) {
                for (int y = at.path("y").intValue();
                        y < at.path("y").intValue() + at.path("h").intValue();
                        y++) {
                    assertThat(x).isLessThan(24);
                    assertThat(squares.add(x + " " + y))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
        assertThat(board.toString()).doesNotContain("${DS_");
    }

    private static void asksForWhatExists(String query) {
        Matcher asked = ASKED.matcher(query.replaceAll("\"[^\"]*\"", "\"\""));
        Set<String> known = new HashSet<>(ADDED);
        int found = 0;
        while (asked.find()) {
            String name = asked.group(1);
            if (!FUNCTIONS.contains(name)) {
                assertThat(METRICS).as(query).containsKey(name);
                known.addAll(METRICS.getOrDefault(name, Set.of()));
                assertThat(known).as(query).containsAll(labels(asked.group(2)));
                found++;
            }
        }
        assertThat(found).as(query).isPositive();
        GROUPED.matcher(query)
                .results()
                .forEach(by -> assertThat(known).as(query).contains(by.group(1).split(", ")));
    }

    private static Set<String> labels(@Nullable String selector) {
        Set<String> names = new TreeSet<>();
        if (selector != null) {
            LABEL.matcher(selector.replaceAll("\"[^\"]*\"", "\"\"")).results().forEach(m -> names.add(m.group(1)));
        }
        return names;
    }
}
