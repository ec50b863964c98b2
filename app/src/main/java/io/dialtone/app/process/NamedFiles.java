package io.dialtone.app.process;

import io.dialtone.conf.CertificatePair;
import io.dialtone.conf.GatewayRemoteOptions;
import io.dialtone.conf.LeafRemoteOptions;
import io.dialtone.conf.Options;
import io.dialtone.conf.TlsOptions;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files beside the configuration that a reload reads again: certificates, keys and authorities of all tls blocks. */
final class NamedFiles {
    private NamedFiles() {}

    static Set<String> of(Options options) {
        Set<String> files = new LinkedHashSet<>();
        add(options.client().tls(), files);
        add(options.cluster().tls(), files);
        add(options.gateway().tls(), files);
        add(options.leaf().tls(), files);
        for (GatewayRemoteOptions remote : options.gateway().remotes()) {
            add(remote.tls(), files);
        }
        for (LeafRemoteOptions remote : options.leaf().remotes()) {
            add(remote.tls(), files);
        }
        return files;
    }

    private static void add(@Nullable TlsOptions tls, Set<String> files) {
        if (tls == null) {
            return;
        }
        Stream.of(tls.certFile(), tls.keyFile(), tls.caFile()).forEach(files::add);
        for (CertificatePair pair : tls.certs()) {
            files.add(pair.certFile());
            files.add(pair.keyFile());
        }
        files.remove("");
    }
}
