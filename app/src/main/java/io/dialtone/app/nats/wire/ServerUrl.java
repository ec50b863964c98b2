package io.dialtone.app.nats.wire;

import io.dialtone.app.nsc.remote.NatsAddress;
import io.dialtone.app.nsc.remote.RemoteException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a server is, and who logs in there.
 *
 * @param login of who is named in the address; {@link Identity#NOBODY} for nobody
 */
public record ServerUrl(NatsAddress address, Identity login) {
    public static final String DEFAULT = "nats://127.0.0.1:4222";

    /** The addresses in a list with commas: {@code nats://user:password@host:port}. */
    public static List<ServerUrl> parse(String urls) throws ClientException {
        List<ServerUrl> all = new ArrayList<>();
        for (String url : urls.split(",")) {
            if (!url.isBlank()) {
                all.add(one(url.strip()));
            }
        }
        if (all.isEmpty()) {
            throw new ClientException("no address of a server");
        }
        return all;
    }

    private static ServerUrl one(String url) throws ClientException {
        try {
            NatsAddress address = NatsAddress.parse(url).getFirst();
            String info = new URI(url.contains("://") ? url : "nats://" + url).getRawUserInfo();
            return new ServerUrl(address, info == null || info.isEmpty() ? Identity.NOBODY : login(info));
        } catch (RemoteException | URISyntaxException e) {
            throw new ClientException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Identity login(String info) {
        int colon = info.indexOf(':');
        return colon < 0
                ? new Identity.Token(decoded(info))
                : new Identity.Password(decoded(info.substring(0, colon)), decoded(info.substring(colon + 1)));
    }

    /** A plus stays one: this is no form. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without who logs in. */
    @Override
    public String toString() {
        return address.toString();
    }
}
