package io.dialtone.app.security;

import io.dialtone.app.transcript.Transcripts;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Operators, accounts and users by signed claims: who gets in with what rights, and what new claims do to who is in. */
class OperatorTranscriptsTest {

    @TestFactory
    Stream<DynamicContainer> logins() {
        return Transcripts.play("operator");
    }

    @TestFactory
    Stream<DynamicContainer> strictOperatorsPinnedAccountsAndSentinels() {
        return Transcripts.play("operator-strict");
    }

    @TestFactory
    Stream<DynamicContainer> trustedKeys() {
        return Transcripts.play("trusted-keys");
    }

    @TestFactory
    Stream<DynamicContainer> newClaims() {
        return Transcripts.play("claims");
    }

    @TestFactory
    Stream<DynamicContainer> theFullResolver() {
        return Transcripts.play("resolver-full");
    }

    @TestFactory
    Stream<DynamicContainer> theCache() {
        return Transcripts.play("resolver-cache");
    }
}
