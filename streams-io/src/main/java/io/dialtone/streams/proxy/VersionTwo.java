package io.dialtone.streams.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The binary header: what stands behind its signature. All methods take the bytes from the signature on. */
final class VersionTwo {
    private static final int COMMAND_AT = 12;
    private static final int FAMILY_AT = 13;
    private static final int LENGTH_AT = 14;
    private static final int ADDRESSES_AT = 16;
    private static final int VERSION = 0x20;
    private static final int LOCAL = 0;
    private static final int PROXY = 1;
    private static final int STREAM = 1;
    private static final int UNSPECIFIED = 0x00;
    private static final int INET = 0x10;
    private static final int INET6 = 0x20;
    private static final int INET_BYTES = 12;
    private static final int INET6_BYTES = 36;

    private VersionTwo() {}

    /** How many bytes follow the fixed part. */
    static int addressBytes(byte[] b) {
        return (b[LENGTH_AT] & 0xFF) << 8 | b[LENGTH_AT + 1] & 0xFF;
    }

    /** What is wrong with the fixed part; null when nothing is. */
    static @Nullable String problem(byte[] b) {
        int version = b[COMMAND_AT] & 0xF0;
        int command = b[COMMAND_AT] & 0x0F;
        if (version != VERSION) {
            return hex("invalid PROXY protocol header: invalid version 0x%02x", version);
        }
        if (command == LOCAL) {
            return null;
        }
        if (command != PROXY) {
            return hex("unknown PROXY protocol command: 0x%02x", command);
        }
        if ((b[FAMILY_AT] & 0x0F) != STREAM) {
            return "unsupported PROXY protocol feature: only STREAM protocol supported";
        }
        int family = b[FAMILY_AT] & 0xF0;
        int length = addressBytes(b);
        return switch (family) {
            case UNSPECIFIED -> null;
            case INET -> length < INET_BYTES ? "IPv4 address data too short: " + length + " bytes" : null;
            case INET6 -> length < INET6_BYTES ? "IPv6 address data too short: " + length + " bytes" : null;
            default -> hex("unsupported PROXY protocol feature: unsupported address family 0x%02x", family);
        };
    }

    private static String hex(String format, int value) {
        return String.format(Locale.ROOT, format, value);
    }

    static String addressName(byte[] b) {
        boolean local = (b[COMMAND_AT] & 0x0F) == LOCAL;
        return switch (local ? UNSPECIFIED : b[FAMILY_AT] & 0xF0) {
            case INET -> "IPv4 address data";
            case INET6 -> "IPv6 address data";
            default -> "address data";
        };
    }

    /** The header of bytes that are complete and have no {@link #problem}. */
    static ProxyHeader header(byte[] b) {
        if ((b[COMMAND_AT] & 0x0F) == LOCAL) {
            return ProxyHeader.LOCAL;
        }
        return switch (b[FAMILY_AT] & 0xF0) {
            case INET -> header(b, 4);
            case INET6 -> header(b, 16);
            default -> ProxyHeader.LOCAL;
        };
    }

    private static ProxyHeader header(byte[] b, int width) {
        int ports = ADDRESSES_AT + 2 * width;
        return new ProxyHeader(
                address(b, ADDRESSES_AT, width, ports), address(b, ADDRESSES_AT + width, width, ports + 2));
    }

    private static InetSocketAddress address(byte[] b, int at, int width, int portAt) {
        try {
            InetAddress host = InetAddress.getByAddress(Arrays.copyOfRange(b, at, at + width));
            return new InetSocketAddress(host, (b[portAt] & 0xFF) << 8 | b[portAt + 1] & 0xFF);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes", e);
        }
    }
}
