package io.dialtone.actors;

/** Where something listens, as it is written in URLs. */
record HostAndPort(String host, int port) {
    /**
     * Reads {@code host}, {@code host:port} or {@code [address]:port}.
     *
     * @param usualPort where none is given
     */
    static HostAndPort of(String text, int usualPort) {
        int colon = text.lastIndexOf(':');
        boolean withPort =
                colon > 0 && (text.indexOf(':') == colon || colon > text.indexOf(']') && text.startsWith("["));
        String host = withPort ? text.substring(0, colon) : text;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new HostAndPort(host, withPort ? Integer.parseInt(text.substring(colon + 1)) : usualPort);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
