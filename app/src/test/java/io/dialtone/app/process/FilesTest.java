package io.dialtone.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dialtone.app.process.PortsFile.Listening;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pid file and the ports file. */
class FilesTest {
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final Program PROGRAM = new Program("nats-server", 42);

    @TempDir
    private Path directory;

    @Test
    void thePidFileHoldsDigitsOnlyAndIsForItsOwner() throws IOException {
        Path file = Files.writeString(directory.resolve("pid"), "a longer text than the pid");
        PidFile.write(file, 4711);
        assertThat(Files.readString(file)).isEqualTo("4711");
        Path fresh = directory.resolve("fresh");
        PidFile.write(fresh, 1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rw-------");
    }

    @Test
    void aPidFileThatCannotBeWrittenIsToldAsTheKernelTellsIt() {
        Path file = directory.resolve("none/pid");
        assertThatThrownBy(() -> PidFile.write(file, 1)).hasMessage("open " + file + ": no such file or directory");
    }

    @Test
    void thePortsFileIsNamedAfterProgramAndPidAndListsWhatListens() throws IOException {
        Map<String, Listening> listeners = new LinkedHashMap<>();
        listeners.put("nats", new Listening("tls", new InetSocketAddress(InetAddress.getLoopbackAddress(), 4222)));
        listeners.put(
                "monitoring",
                new Listening("http", new InetSocketAddress(InetAddress.getByAddress(IPV6_LOOPBACK), 8222)));
        PortsFile file = PortsFile.in(directory.toString(), PROGRAM);
        file.write(listeners);
        assertThat(directory.resolve("nats-server_42.ports"))
                .hasContent("{\"nats\":[\"tls://127.0.0.1:4222\"],\"monitoring\":[\"http://[0:0:0:0:0:0:0:1]:8222\"]}");
        file.delete();
        assertThat(directory).isEmptyDirectory();
        assertThatThrownBy(file::delete).isInstanceOf(IOException.class);
    }

    @Test
    void aWildcardAddressIsListedAsEveryAddressOfTheMachine() throws IOException {
        InetSocketAddress everywhere = new InetSocketAddress(4222);
        PortsFile file = PortsFile.in(directory.toString(), PROGRAM);
        file.write(Map.of("nats", new Listening("nats", everywhere)));
        JsonNode json = new ObjectMapper().readTree(file.path().toFile());
        assertThat(json.path("nats"))
                .isNotEmpty()
                .allSatisfy(url ->
                        assertThat(url.asText()).matches("nats://.*:4222").doesNotContain("%", "0.0.0.0"));
        assertThat(json.path("nats").toString()).contains("nats://127.0.0.1:4222");
    }
}
