import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Puts a directory into an image: what changes seldom in layers of its own, below. */
public final class ImageTar {
    private static final String USER = "65532:65532";
    private static final List<String> JAVA =
            List.of("/opt/dialtone/runtime/bin/java", "@/opt/dialtone/java.args", "io.dialtone.app.Main");
    /** In order; a file is in the first that it belongs to. */
    private static final Map<String, List<String>> LAYERS = new java.util.TreeMap<>(Map.of(
            "1 system", List.of("lib", "lib64", "usr", "etc/passwd", "etc/group", "etc/nsswitch.conf", "tmp"),
            "2 runtime", List.of("opt/dialtone/runtime"),
            "3 server", List.of("opt", "etc")));

    private ImageTar() {}

    /** @param args the directory, the tar, the version, the time of all files in seconds since 1970 */
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        Instant time = Instant.ofEpochSecond(Long.parseLong(args[3]));
        JibContainerBuilder image = Jib.fromScratch()
                .setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get("/tmp"))
                .setEntrypoint(JAVA)
                .setProgramArguments("-c", "/etc/dialtone/dialtone.conf")
                .setExposedPorts(Set.of(Port.tcp(4222), Port.tcp(6222), Port.tcp(8222)))
                .setCreationTime(time)
                .setLabels(Map.of(
                        "org.opencontainers.image.title", "Dialtone",
                        "org.opencontainers.image.description", "The NATS server for the JVM",
                        "org.opencontainers.image.licenses", "Apache-2.0",
                        "org.opencontainers.image.version", args[2]));
        Set<Path> taken = new java.util.HashSet<>();
        for (Map.Entry<String, List<String>> layer : LAYERS.entrySet()) {
            image.addFileEntriesLayer(layer(layer.getKey(), root, layer.getValue(), time, taken));
        }
        image.containerize(Containerizer.to(TarImage.at(Path.of(args[1])).named("dialtone:" + args[2]))
                .setOfflineMode(true));
    }

    private static FileEntriesLayer layer(
            String name, Path root, List<String> parts, Instant time, Set<Path> taken) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (String part : parts) {
            Path start = root.resolve(part);
            if (!Files.exists(start)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(start)) {
                for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                    if (taken.add(file)) {
                        String inside = "/" + root.relativize(file);
                        boolean open = inside.equals("/tmp");
                        boolean run = Files.isDirectory(file) || Files.isExecutable(file);
                        FilePermissions may = FilePermissions.fromOctalString(open ? "777" : run ? "755" : "644");
                        layer.addEntry(file, AbsoluteUnixPath.get(inside), may, time, "0:0");
                    }
                }
            }
        }
        return layer.build();
    }
}
