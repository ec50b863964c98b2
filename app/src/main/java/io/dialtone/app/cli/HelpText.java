package io.dialtone.app.cli;

/** What {@code --help} and {@code --help_tls} print. */
final class HelpText {
    private HelpText() {}

    static String usage() {
        return """

            Usage: nats-server [options]

            Dialtone, a NATS server for the JVM. It takes the flags and the configuration files of nats-server.

            Server Options:
                -a, --addr, --net <host>         Listen for clients on this address (default: 0.0.0.0)
                -p, --port <port>                Listen for clients on this port (default: 4222, -1: any free one)
                -n, --name
                    --server_name <name>         Name of this server (default: its id)
                    --client_advertise <addr>    host[:port] told to clients and other servers
                -c, --config <file>              Read this configuration file
                -t                               Check the configuration file and exit
                -P, --pid <file>                 Write the process id to this file
                    --ports_file_dir <dir>       Write <program>_<pid>.ports, the addresses in use, to this directory
                -m, --http_port <port>           Serve monitoring over HTTP on this port
                -ms,--https_port <port>          Serve monitoring over HTTPS on this port
                -sl,--signal <signal>[=<pid>]    Tell a running server to: ldm, stop, quit, term, reopen, reload
                                                 <pid>: a process id, the path of a pid file, or a prefix such as 12*

            Logging Options:
                -l, --log <file>                 Log to this file
                    --log_size_limit <bytes>     Start a new log file after this many bytes (default: never)
                -T, --logtime                    Put the time in front of each line (default: true)
                    --logtime_utc                Give that time in UTC (default: false)
                -s, --syslog                     Log to the local syslog
                -r, --remote_syslog <url>        Log to this syslog (udp://localhost:514)
                -D, --debug                      Log what happens to connections
                -V, --trace                      Log the protocol
                -VV                              Log the protocol, with that of the system account
                -DV                              Debug and trace
                -DVV                             Debug and trace, with that of the system account
                    --max_traced_msg_len <n>     Bytes of a message that the trace shows (default: all)

            Authorization Options:
                    --user <user>                User that clients must give
                    --pass <password>            Password that clients must give
                    --auth <token>               Token that clients must give

            TLS Options:
                    --tls                        Speak TLS with clients (default: false)
                    --tlscert <file>             Certificate of this server
                    --tlskey <file>              Private key of that certificate
                    --tlsverify                  Demand and check certificates of clients
                    --tlscacert <file>           Authorities that sign certificates of clients
                    --help_tls                   Explain the tls block of a configuration

            Cluster Options:
                    --routes <url,url>           Servers to connect to
                    --cluster
                    --cluster_listen <url>       Listen for other servers here (nats://host:port)
                    --cluster_name <name>        Name of the cluster
                    --cluster_advertise <addr>   host[:port] told to other servers
                    --no_advertise               Tell clients nothing about other servers
                    --connect_retries <n>        Attempts to reach a server that was only heard of

            JetStream Options:
                -js, --jetstream                 Accepted with a warning: streams are not there yet
                -sd, --store_dir <dir>           Directory for streams

            Other Options:
                    --profile <port>             Accepted: a JVM is profiled with its own tools
                -h, --help                       Show this text
                -v, --version                    Show the version that clients see

            Environment:
                DIALTONE_JAVA_HOME               JDK (21 or later) to run on
                DIALTONE_OPTS                    More options for the JVM

            """;
    }

    static String tls() {
        return """

            TLS is configured in a tls block, of the whole server or of one listener:

                tls {
                    cert_file: "./server-cert.pem"
                    key_file:  "./server-key.pem"
                    ca_file:   "./ca.pem"          # who signs the certificates of clients
                    verify:    true                # demand one
                    timeout:   2                   # seconds for the handshake
                    min_version: "1.2"
                    cipher_suites: [ "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" ]
                    curve_preferences: [ "X25519", "CurveP256" ]
                }

            Also: verify_and_map, pinned_certs, handshake_first, certs, connection_rate_limit.
            Cipher suites of TLS 1.2 (those of TLS 1.3 cannot be chosen):

                TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
                TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
                TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
                TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
                TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
                TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
                TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
                TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA
                TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
                TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
                TLS_RSA_WITH_AES_128_GCM_SHA256
                TLS_RSA_WITH_AES_256_GCM_SHA384
                TLS_RSA_WITH_AES_128_CBC_SHA
                TLS_RSA_WITH_AES_256_CBC_SHA

            Curves: X25519MLKEM768, X25519, CurveP256, CurveP384, CurveP521

            """;
    }
}
