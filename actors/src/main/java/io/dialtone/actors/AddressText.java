package io.dialtone.actors;

import java.net.Inet6Address;
import java.net.InetAddress;

/** IP addresses as nats-server writes them: of IPv6 the shortest form, {@code 2001:db8::1}. */
final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    /** The address without a zone. */
    static String of(InetAddress address) {
        return address instanceof Inet6Address six ? six(six.getAddress()) : address.getHostAddress();
    }

    private static String six(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF;
        }
        int from = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                from = i;
                length = run;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (length > 1 && i == from) {
                out.append("::");
                i += length - 1;
            } else {
                out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }
}
