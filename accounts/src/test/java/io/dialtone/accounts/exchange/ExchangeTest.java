package io.dialtone.accounts.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialtone.accounts.AccountDefinition;
import io.dialtone.conf.AccountLimits;
import io.dialtone.conf.ExchangeKind;
import io.dialtone.conf.ResponseType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private final Exchange exchange = new Exchange(ImportRules.Activations.NONE);

    private static AccountDefinition account(String id, List<Export> exports, Import... imports) {
        return new AccountDefinition(
                id, id, AccountLimits.UNLIMITED, null, List.of(), "", 0, exports, List.of(imports));
    }

    private static Import service(String from, String subject, String local) {
        return new Import(ExchangeKind.SERVICE, from, subject, local, false, false, "");
    }

    private static Import stream(String from, String subject) {
        return new Import(ExchangeKind.STREAM, from, subject, subject, false, false, "");
    }

    private static Export restricted(String subject, String... accounts) {
        return export(subject, true, false, 0, accounts);
    }

    private static Export export(String subject, boolean restricted, boolean token, int position, String... accounts) {
        return new Export(
                ExchangeKind.SERVICE,
                subject,
                Set.of(accounts),
                restricted,
                token,
                Map.of(),
                position,
                ResponseType.SINGLETON,
                Duration.ZERO,
                null,
                false);
    }

    private List<String> problems(AccountDefinition... accounts) {
        return exchange.update(List.of(accounts), Set.of()).refusals().stream()
                .map(r -> r.importer() + " " + r.taken().subject() + ": " + r.problem())
                .toList();
    }

    @Test
    void whatIsExportedToAllAnybodyMayImport() {
        AccountDefinition a = account("A", List.of(Export.open(ExchangeKind.SERVICE, "svc.*")));
        assertThat(problems(a, account("B", List.of(), service("A", "svc.add", "my.add"))))
                .isEmpty();
        assertThat(exchange.shares("B")).extracting(s -> s.subjects().here()).containsExactly("my.add");
    }

    @Test
    void anImportWiderThanTheExportIsRefused() {
        AccountDefinition a = account("A", List.of(Export.open(ExchangeKind.SERVICE, "svc.*")));
        assertThat(problems(a, account("B", List.of(), service("A", "svc.>", "svc.>"))))
                .containsExactly("B svc.>: service import not authorized");
    }

    @Test
    void aStreamIsNotImportedAsAService() {
        AccountDefinition a = account("A", List.of(Export.open(ExchangeKind.STREAM, "x")));
        assertThat(problems(a, account("B", List.of(), service("A", "x", "x"))))
                .containsExactly("B x: service import not authorized");
    }

    @Test
    void aRestrictedExportIsForThoseItNames() {
        AccountDefinition a = account("A", List.of(restricted("x", "B")));
        assertThat(problems(
                        a,
                        account("B", List.of(), service("A", "x", "x")),
                        account("C", List.of(), service("A", "x", "x"))))
                .containsExactly("C x: service import not authorized");
    }

    @Test
    void withAnAccountTokenEachMayImportItsOwnAlone() {
        AccountDefinition a = account("A", List.of(export("x.*", false, false, 2)));
        assertThat(problems(a, account("B", List.of(), service("A", "x.B", "b"), service("A", "x.C", "c"))))
                .containsExactly("B x.C: service import not authorized");
        assertThat(problems(account("D", List.of(), service("A", "x.*", "x.*"))))
                .containsExactly("D x.*: service import not authorized");
    }

    @Test
    void anExportThatAsksForATokenIsClosedToThoseWithout() {
        AccountDefinition a = account("A", List.of(export("x", false, true, 0)));
        assertThat(problems(a, account("B", List.of(), service("A", "x", "x"))))
                .containsExactly("B x: service import not authorized");
    }

    @Test
    void twoAndThreeAccountsInACircleAreRefused() {
        List<Export> x = List.of(Export.open(ExchangeKind.SERVICE, "x"));
        assertThat(problems(account("A", x, service("B", "x", "x")), account("B", x, service("A", "x", "x"))))
                .containsExactly("B x: import forms a cycle");
        Exchange three = new Exchange(ImportRules.Activations.NONE);
        assertThat(three.update(
                                List.of(
                                        account("A", x, service("B", "x", "x")),
                                        account("B", x, service("C", "x", "x")),
                                        account("C", x, service("A", "x", "x"))),
                                Set.of())
                        .refusals())
                .extracting(Exchange.Refusal::problem)
                .containsExactly("import forms a cycle");
    }

    @Test
    void aChainIsNoCircle() {
        List<Export> x = List.of(Export.open(ExchangeKind.SERVICE, "x"));
        assertThat(problems(
                        account("A", x),
                        account("B", x, service("A", "x", "x")),
                        account("C", List.of(), service("B", "x", "x"))))
                .isEmpty();
    }

    @Test
    void anAccountMayRenameItsOwnService() {
        List<Export> x = List.of(Export.open(ExchangeKind.SERVICE, "x"));
        assertThat(problems(account("A", x, service("A", "x", "y")))).isEmpty();
    }

    @Test
    void aStreamImportedTwiceIsRefused() {
        AccountDefinition a = account("A", List.of(Export.open(ExchangeKind.STREAM, "x")));
        assertThat(problems(a, account("B", List.of(), stream("A", "x"), stream("A", "x"))))
                .containsExactly("B x: stream import already exists");
    }

    @Test
    void anImportHoldsOnceItsExporterComesAndNoLongerWhenItGoes() {
        AccountDefinition b = account("B", List.of(), stream("A", "x"));
        assertThat(exchange.update(List.of(b), Set.of()).refusals())
                .singleElement()
                .matches(Exchange.Refusal::isMissingAccount);
        AccountDefinition a = account("A", List.of(Export.open(ExchangeKind.STREAM, "x")));
        assertThat(exchange.update(List.of(a), Set.of()).judged()).containsExactlyInAnyOrder("A", "B");
        assertThat(exchange.shares("B")).hasSize(1);
        exchange.update(List.of(), Set.of("A"));
        assertThat(exchange.shares("B")).isEmpty();
    }

    @Test
    void anExportWithdrawnEndsItsImports() {
        AccountDefinition a = account("A", List.of(Export.open(ExchangeKind.STREAM, "x")));
        assertThat(problems(a, account("B", List.of(), stream("A", "x")))).isEmpty();
        assertThat(problems(account("A", List.of()))).containsExactly("B x: stream import not authorized");
        assertThat(exchange.shares("B")).isEmpty();
    }

    @Test
    void onlyWhomAChangeConcernsIsJudgedAgain() {
        List<Export> x = List.of(Export.open(ExchangeKind.STREAM, "x"));
        assertThat(problems(account("A", x), account("B", List.of(), stream("A", "x")), account("C", x)))
                .isEmpty();
        assertThat(exchange.update(List.of(account("C", List.of())), Set.of()).judged())
                .containsExactly("C");
    }
}
