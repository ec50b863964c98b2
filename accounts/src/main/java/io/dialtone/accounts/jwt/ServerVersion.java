package io.dialtone.accounts.jwt;

import java.util.Comparator;
import java.util.regex.Pattern;

/** Three numbers, {@code 2.15.1}; nothing more is allowed in what an operator asserts. */
public record ServerVersion(int major, int minor, int update) implements Comparable<ServerVersion> {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}");
    private static final Comparator<ServerVersion> ORDER = Comparator.comparingInt(ServerVersion::major)
            .thenComparingInt(ServerVersion::minor)
            .thenComparingInt(ServerVersion::update);

    /** Reads a version; an empty text is 0.0.0. */
    public static ServerVersion parse(String text) throws JwtException {
        if (text.isEmpty()) {
            return new ServerVersion(0, 0, 0);
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new JwtException("asserted server version must be of the form <major>.<minor>.<update>");
        }
        int[] numbers = new int[3];
        for (int i = 0; i < 3; i++) {
            if (!NUMBER.matcher(parts[i]).matches()) {
                throw new JwtException("asserted server version cant parse " + parts[i] + " to int");
            }
            numbers[i] = Integer.parseInt(parts[i]);
        }
        if (numbers[0] < 0 || numbers[1] < 0 || numbers[2] < 0) {
            throw new JwtException("asserted server version can'b contain negative values: " + text);
        }
        return new ServerVersion(numbers[0], numbers[1], numbers[2]);
    }

    @Override
    public int compareTo(ServerVersion other) {
        return ORDER.compare(this, other);
    }

    /** The three numbers with dots between. */
    @Override
    public String toString() {
        return major + "." + minor + "." + update;
    }
}
