package io.dialtone.app.accountserver;

import io.dialtone.app.nsc.remote.Login;
import io.dialtone.app.nsc.remote.NatsAddress;
import io.dialtone.app.nsc.remote.RemoteException;
import io.dialtone.app.nsc.remote.TlsFiles;
import io.dialtone.app.tools.Subcommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The account server as a command of the launcher. */
@Command(
        name = "account-server",
        description = {
            "Serves tokens of accounts to servers with \"resolver: URL(http://HOST:PORT/jwt/v1/accounts/)\".",
            "Changes of the directory are seen; with --nats and --creds servers are told of them."
        })
public final class AccountServerCommand implements Subcommand {
    private static final int DEFAULT_PORT = 9090;

    @Option(
            names = {"-d", "--dir", "-dir", "--nsc", "-nsc"},
            required = true,
            paramLabel = "DIR",
            description = "Tokens: the directory of an operator as nsc keeps it (read only), or files KEY.jwt.")
    private String directory = "";

    @Option(
            names = {"--hostport", "-hp", "--hp"},
            paramLabel = "HOST:PORT",
            description = "Where to listen; localhost:9090 if not given.")
    private String hostPort = "localhost:" + DEFAULT_PORT;

    @Option(
            names = {"--read-only", "-ro", "--ro"},
            description = "Take no tokens.")
    private boolean readOnly;

    @Option(
            names = {"--operator", "-operator"},
            paramLabel = "FILE",
            description = "Token of the operator; only what it signed is taken.")
    private @Nullable String operator;

    @Option(
            names = {"--nats", "-nats"},
            paramLabel = "URLS",
            description = "Servers to tell of changes, with commas.")
    private @Nullable String nats;

    @Option(
            names = {"--creds", "-creds"},
            paramLabel = "FILE",
            description = "Credentials of a user of the system account.")
    private @Nullable String creds;

    @Option(
            names = "--nats-ca",
            paramLabel = "FILE",
            description = "Authorities that may have signed the certificates of those servers.")
    private @Nullable String natsAuthorities;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate of HTTPS.")
    private @Nullable String certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Key of that certificate.")
    private @Nullable String key;

    @Option(
            names = "--interval",
            paramLabel = "MS",
            description = "Milliseconds between looks at the directory; 1000 if not given.")
    private long intervalMs = 1000;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Override
    public String name() {
        return "account-server";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(this);
        try {
            line.parseArgs(arguments.toArray(new String[0]));
        } catch (ParameterException e) {
            err.println("account-server: " + e.getMessage());
            return 1;
        }
        if (help) {
            out.print(line.getUsageMessage(Ansi.OFF));
            return 0;
        }
        // A peer that dawdles over its request must not hold a connection for ever.
        System.setProperty("sun.net.httpserver.maxReqTime", "20");
        System.setProperty("sun.net.httpserver.maxRspTime", "60");
        try (AccountServer server = start(new Log(err, Clock.systemUTC()))) {
            server.awaitEnd();
            return 0;
        } catch (IOException e) {
            err.println("account-server: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private AccountServer start(Log log) throws IOException {
        int colon = hostPort.lastIndexOf(':');
        int port;
        try {
            port = colon < 0 ? DEFAULT_PORT : Integer.parseInt(hostPort.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IOException("\"" + hostPort + "\" is not HOST:PORT", e);
        }
        String host = colon < 0 ? hostPort : hostPort.substring(0, colon);
        AccountServerOptions options = new AccountServerOptions(
                Path.of(directory).toAbsolutePath(),
                readOnly,
                operator == null ? null : Path.of(operator).toAbsolutePath(),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port,
                new TlsFiles(null, path(certificate), path(key), false),
                Math.max(10, intervalMs));
        Clock clock = Clock.systemUTC();
        return AccountServer.start(options, notifier(log), clock, log);
    }

    private @Nullable Notifier notifier(Log log) throws IOException {
        if (nats == null) {
            return null;
        }
        if (creds == null) {
            throw new RemoteException("--nats needs --creds");
        }
        Login login = Login.ofCredentials(Files.readString(Path.of(creds)));
        TlsFiles tls = new TlsFiles(path(natsAuthorities), null, null, false);
        return new Notifier(NatsAddress.parse(nats), login, tls, log);
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
