package io.dialtone.routing;

/** Links to other servers, for tests. */
record Links(LinkKind kind, String name, String leafs, int rank, String refused) implements LinkTarget {
    static Links route(String name) {
        return new Links(LinkKind.ROUTE, name, "", 0, "");
    }

    static Links leaf(String name, String cluster) {
        return new Links(LinkKind.LEAF, name, cluster, 0, "");
    }

    static Links gateway(String name, int rank) {
        return new Links(LinkKind.GATEWAY, name, "", rank, "");
    }

    Links refusing(String subject) {
        return new Links(kind, name, leafs, rank, subject);
    }

    @Override
    public byte[] cluster() {
        return ByteText.bytes(leafs);
    }

    @Override
    public boolean accepts(byte[] subject, int from, int length) {
        return !ByteText.equals(ByteText.bytes(refused), subject, from, length);
    }

    RemoteInterest plain(String subject) {
        return interest(subject, null, "", 1);
    }

    RemoteInterest of(String origin, String subject) {
        return interest(subject, null, origin, 1);
    }

    RemoteInterest queue(String subject, String group, int weight) {
        return interest(subject, group, "", weight);
    }

    RemoteInterest interest(String subject, String group, String origin, int weight) {
        return new RemoteInterest(
                ByteText.bytes(subject),
                group == null ? null : ByteText.bytes(group),
                this,
                ByteText.bytes(origin),
                weight);
    }
}
