package io.dialtone.accounts.jwt;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of addresses in CIDR form: {@code 10.0.0.0/8}, {@code fd00::/8}. */
@SuppressWarnings("ArrayRecordComponent")
record Network(byte[] address, int bits) {
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");

    /** Whether one of the ranges holds the address; not when one of those before it cannot be read. */
    static boolean anyContains(List<String> ranges, String text) {
        byte[] address = address(text);
        if (address == null) {
            return false;
        }
        for (String range : ranges) {
            Network network = parse(range);
            if (network == null) {
                return false;
            }
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Null when the text is no range. */
    static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !BITS.matcher(text.substring(slash + 1)).matches()) {
            return null;
        }
        byte[] address = address(text.substring(0, slash));
        int bits = Integer.parseInt(text.substring(slash + 1));
        return address == null || bits > address.length * 8 ? null : new Network(address, bits);
    }

    private boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Four or sixteen bytes; null when the text is no address in digits. Never asks a name server. */
    private static byte @Nullable [] address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
