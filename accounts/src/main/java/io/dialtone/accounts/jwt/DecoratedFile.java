package io.dialtone.accounts.jwt;

import io.dialtone.accounts.keys.KeyPair;
import io.dialtone.accounts.keys.NkeyException;
import io.dialtone.accounts.keys.NkeyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files that carry a token, a seed or both, each between two lines of dashes:
 *
 * <pre>
 * -----BEGIN NATS USER JWT-----
 * eyJ0eXAiOiJKV1Qi...
 * ------END NATS USER JWT------
 * </pre>
 *
 * <p>Reading is lenient, since several libraries write such files: only the dashes count, not the words. Writing is exact.
 */
public final class DecoratedFile {
    private static final String DASHES = "---";
    private static final Pattern CONTENT = Pattern.compile("[\\w\\-.=]+");
    private static final String IMPORTANT = """
            ************************* IMPORTANT *************************
            NKEY Seed printed below can be used to sign and prove identity.
            NKEYs are sensitive and should be treated as secrets.

            """;
    private static final String LAST = "*************************************************************\n";

    private DecoratedFile() {}

    /** The token in a file: in its first block, or the whole content, without blanks around it, when it has no block. */
    public static String jwt(String content) {
        List<String> blocks = blocks(content);
        return blocks.isEmpty() ? content.strip() : blocks.getFirst();
    }

    /** The seed in a file: in its second block, or its first line that begins as a seed of an operator, account or user does. */
    public static String seed(String content) throws JwtException {
        List<String> blocks = blocks(content);
        String seed = blocks.size() > 1 ? blocks.get(1) : firstSeed(content);
        if (seed == null) {
            throw new JwtException("no nkey seed found");
        }
        if (!isSeed(seed)) {
            throw new JwtException("doesn't contain a seed nkey");
        }
        return seed;
    }

    /** The key in a file, see {@link #seed}. */
    public static KeyPair key(String content) throws JwtException {
        try {
            return KeyPair.fromSeed(seed(content));
        } catch (NkeyException e) {
            throw new JwtException(e.getMessage());
        }
    }

    /** The key of a user in a file, see {@link #seed}. */
    public static KeyPair userKey(String content) throws JwtException {
        KeyPair key = key(content);
        if (key.type() != NkeyType.USER) {
            throw new JwtException("doesn't contain an user seed nkey");
        }
        return key;
    }

    /** A token between lines that name its kind. */
    public static String ofJwt(String token) throws JwtException {
        return ofJwt(Jwt.decode(token), token);
    }

    private static String ofJwt(Claims claims, String token) {
        String kind = claims.type().toString().toUpperCase(Locale.ROOT);
        return "-----BEGIN NATS " + kind + " JWT-----\n" + token + "\n------END NATS " + kind + " JWT------\n\n";
    }

    /** A seed under a banner, between lines that name its kind. */
    public static String ofSeed(String seed) throws JwtException {
        String trimmed = seed.strip();
        if (trimmed.length() < 2) {
            throw new JwtException("seed is too short");
        }
        String kind = switch (trimmed.substring(0, 2)) {
            case "SU" -> "USER";
            case "SA" -> "ACCOUNT";
            case "SO" -> "OPERATOR";
            default -> throw new JwtException("seed is not an operator, account or user seed");
        };
        return IMPORTANT + "-----BEGIN " + kind + " NKEY SEED-----\n" + trimmed + "\n------END " + kind
                + " NKEY SEED------\n\n" + LAST;
    }

    /** The credentials of a user: its token and its seed, which must belong together. */
    public static String credentials(String token, String seed) throws JwtException {
        Claims claims = Jwt.decode(token);
        if (claims.type() != ClaimsType.USER) {
            throw new JwtException("\"" + claims.type() + "\" cannot be serialized as a user config");
        }
        if (!seed.strip().startsWith("SU")) {
            throw new JwtException("nkey seed is not an user seed");
        }
        try {
            if (!KeyPair.fromSeed(seed.strip()).publicKey().equals(claims.subject())) {
                throw new JwtException("nkey seed does not match the jwt subject");
            }
        } catch (NkeyException e) {
            throw new JwtException(e.getMessage());
        }
        return ofJwt(claims, token) + ofSeed(seed);
    }

    /** What stands in one line of its own between two lines that begin and end with three dashes or more. */
    private static List<String> blocks(String content) {
        String[] lines = content.split("\n", -1);
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i + 2 < lines.length; i++) {
            String inner = withoutReturn(lines[i + 1]);
            if (opens(withoutReturn(lines[i]))
                    && CONTENT.matcher(inner).matches()
                    && closes(withoutReturn(lines[i + 2]))) {
                blocks.add(inner);
                i += 2;
            }
        }
        return blocks;
    }

    private static boolean opens(String line) {
        int start = line.indexOf(DASHES);
        return line.endsWith(DASHES) && start <= line.length() - 2 * DASHES.length();
    }

    private static boolean closes(String line) {
        return line.startsWith(DASHES) && line.lastIndexOf(DASHES) >= DASHES.length();
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static @Nullable String firstSeed(String content) {
        return content.lines()
                .map(String::strip)
                .filter(DecoratedFile::isSeed)
                .findFirst()
                .orElse(null);
    }

    private static boolean isSeed(String text) {
        return text.startsWith("SO") || text.startsWith("SA") || text.startsWith("SU");
    }
}
