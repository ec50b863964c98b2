package io.dialtone.cluster.leaf;

import io.dialtone.cluster.protocol.ServerUrl;
import io.dialtone.conf.LeafRemoteOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A way to a hub through an HTTP proxy: CONNECT, as RFC 9110 has it. Blocks, so it is opened where that does no harm. What goes wrong
 * is told in the words that nats-server's log has for it.
 */
final class ProxyTunnel {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final ServerUrl proxy;
    private final LeafRemoteOptions options;
    private final Duration limit;

    /**
     * @param options with a proxy
     * @param limit for connecting, and again for the whole answer, where the options have none
     */
    ProxyTunnel(LeafRemoteOptions options, Duration limit) {
        ServerUrl url = ServerUrl.parse(options.proxyUrl());
        this.proxy = url.withDefaultPort(url.scheme().equals("https") ? HTTPS_PORT : HTTP_PORT);
        this.options = options;
        this.limit = options.proxyTimeout().isZero() ? limit : options.proxyTimeout();
    }

    /** Opens a connection to a hub; not blocking any more. */
    SocketChannel open(ServerUrl hub) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connect(channel);
            String to = hub.address();
            channel.socket().getOutputStream().write(request(to).getBytes(StandardCharsets.ISO_8859_1));
            accept(answer(channel.socket()));
            channel.configureBlocking(false);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void connect(SocketChannel channel) throws IOException {
        InetSocketAddress to = new InetSocketAddress(proxy.host(), proxy.port());
        try {
            if (to.isUnresolved()) {
                throw new IOException("lookup " + proxy.host() + ": no such host");
            }
            channel.socket().connect(to, millis(limit.toNanos()));
        } catch (SocketTimeoutException e) {
            throw new IOException("failed to connect to proxy: dial tcp " + proxy.address() + ": i/o timeout", e);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            String what = to.isUnresolved() ? why : "connect: " + why;
            throw new IOException("failed to connect to proxy: dial tcp " + proxy.address() + ": " + what, e);
        }
    }

    private String request(String to) {
        StringBuilder request = new StringBuilder("CONNECT ").append(to).append(" HTTP/1.1\r\nHost: ");
        request.append(to).append("\r\nUser-Agent: dialtone\r\n");
        if (!options.proxyUser().isEmpty()) {
            byte[] credentials = (options.proxyUser() + ":" + options.proxyPassword()).getBytes(StandardCharsets.UTF_8);
            String encoded = Base64.getEncoder().encodeToString(credentials);
            request.append("Proxy-Authorization: Basic ").append(encoded).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    /** The head of the answer, and not one byte more: what follows is the hub's. */
    private String answer(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        long end = System.nanoTime() + limit.toNanos();
        try {
            InputStream in = socket.getInputStream();
            while (head.length() < END_OF_HEAD.length()
                    || head.lastIndexOf(END_OF_HEAD) != head.length() - END_OF_HEAD.length()) {
                // One that trickles in has no more time than one that does not come.
                socket.setSoTimeout(millis(end - System.nanoTime()));
                int next = in.read();
                if (next < 0) {
                    throw new IOException(head.isEmpty() ? "EOF" : "unexpected EOF");
                }
                if (head.length() >= LONGEST_ANSWER) {
                    throw new IOException("the answer is too long");
                }
                head.append((char) next);
            }
            return head.toString();
        } catch (SocketTimeoutException e) {
            throw new IOException("failed to read proxy response: i/o timeout", e);
        } catch (IOException e) {
            throw new IOException("failed to read proxy response: " + e.getMessage(), e);
        }
    }

    /** For sockets, to which 0 is for ever. */
    private static int millis(long nanos) throws SocketTimeoutException {
        if (nanos <= 0) {
            throw new SocketTimeoutException("the time is over");
        }
        return Math.toIntExact(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    private static void accept(String head) throws IOException {
        String line = head.substring(0, head.indexOf("\r\n"));
        int blank = line.indexOf(' ');
        if (!line.startsWith("HTTP/") || blank < 0) {
            throw new IOException("failed to read proxy response: malformed HTTP response \"" + line + "\"");
        }
        String status = line.substring(blank + 1);
        if (!status.equals("200") && !status.startsWith("200 ")) {
            throw new IOException("proxy CONNECT failed: " + status);
        }
    }
}
