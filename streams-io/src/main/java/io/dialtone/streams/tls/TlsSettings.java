package io.dialtone.streams.tls;

import java.util.List;
import javax.net.ssl.SSLParameters;

/**
 * What a tls block says about the handshake, in JSSE's names.
 *
 * @param warnings what was configured and this Java runtime cannot do
 */
record TlsSettings(List<String> suites, List<String> groups, List<String> protocols, List<String> warnings) {
    TlsSettings {
        suites = List.copyOf(suites);
        groups = List.copyOf(groups);
        protocols = List.copyOf(protocols);
        warnings = List.copyOf(warnings);
    }

    void into(SSLParameters parameters) {
        parameters.setProtocols(protocols.toArray(String[]::new));
        parameters.setCipherSuites(suites.toArray(String[]::new));
        parameters.setNamedGroups(groups.toArray(String[]::new));
    }
}
