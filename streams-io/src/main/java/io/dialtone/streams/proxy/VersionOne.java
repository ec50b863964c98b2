package io.dialtone.streams.proxy;

import io.dialtone.streams.GoQuote;
import io.dialtone.streams.proxy.ProxyProtocolParser.Result;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header of text: what stands behind {@code PROXY } and before the end of its line. */
final class VersionOne {
    private static final String INVALID = "invalid PROXY protocol header: ";
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\n\\x0B\\f\\r\\x85\\xA0]+");
    private static final Pattern OCTETS =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern HEX_GROUPS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private VersionOne() {}

    static Result parse(String line) {
        return parse(BLANKS.splitAsStream(line).filter(w -> !w.isEmpty()).toArray(String[]::new));
    }

    private static Result parse(String[] words) {
        if (words.length > 0 && words[0].equals("UNKNOWN")) {
            return new Result.Found(ProxyHeader.LOCAL);
        }
        if (words.length != 5) {
            return malformed(INVALID + "invalid v1 format");
        }
        InetAddress source = address(words[1]);
        InetAddress destination = address(words[2]);
        if (source == null || destination == null) {
            return malformed(INVALID + "invalid address");
        }
        String problem = portProblem("source", words[3]);
        if (problem == null) {
            problem = portProblem("dest", words[4]);
        }
        if (problem == null) {
            problem = familyProblem(words[0], words[1].contains(":"), words[2].contains(":"));
        }
        if (problem != null) {
            return malformed(problem);
        }
        return new Result.Found(new ProxyHeader(
                new InetSocketAddress(source, Integer.parseInt(words[3])),
                new InetSocketAddress(destination, Integer.parseInt(words[4]))));
    }

    private static Result malformed(String text) {
        return new Result.Malformed(text);
    }

    /** The way an address is written decides its family: TCP6 may carry an IPv4 address written as {@code ::ffff:a.b.c.d}. */
    private static @Nullable String familyProblem(String protocol, boolean sourceSix, boolean destinationSix) {
        return switch (protocol) {
            case "TCP4" -> sourceSix || destinationSix ? INVALID + "TCP4 with IPv6 address" : null;
            case "TCP6" -> !sourceSix || !destinationSix ? INVALID + "TCP6 with IPv4 address" : null;
            default -> INVALID + "invalid protocol " + protocol;
        };
    }

    private static @Nullable String portProblem(String which, String text) {
        String start = "invalid " + which + " port: strconv.ParseUint: parsing " + GoQuote.quote(text);
        if (!DIGITS.matcher(text).matches()) {
            return start + ": invalid syntax";
        }
        String significant = text.replaceFirst("^0+(?!$)", "");
        if (significant.length() > 5 || Integer.parseInt(significant) > 0xFFFF) {
            return start + ": value out of range";
        }
        return null;
    }

    /** A literal address; never asks a name service. */
    private static @Nullable InetAddress address(String text) {
        boolean literal =
                OCTETS.matcher(text).matches() || HEX_GROUPS.matcher(text).matches();
        if (!literal) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
