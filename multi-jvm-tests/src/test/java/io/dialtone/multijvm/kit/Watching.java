package io.dialtone.multijvm.kit;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test its {@link Watch}, and ends it with the test. */
public final class Watching implements ParameterResolver, AfterEachCallback {

    private static final Path ROOT = Path.of("target", "test-servers").toAbsolutePath();
    private static final Namespace NAMESPACE = Namespace.create(Watching.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Watch.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Watch.class, key -> new Watch(directory(context)), Watch.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Watch watch = context.getStore(NAMESPACE).remove(Watch.class, Watch.class);
        if (watch == null) {
            return;
        }
        List<String> complaints = watch.end(context.getExecutionException().orElse(null));
        if (!complaints.isEmpty() && context.getExecutionException().isEmpty()) {
            throw new AssertionError("all went well, but " + String.join("\n", complaints));
        }
    }

    private static Path directory(ExtensionContext context) {
        String test = context.getRequiredTestClass().getSimpleName() + "-"
                + context.getRequiredTestMethod().getName() + "-" + context.getDisplayName();
        return ROOT.resolve(test.replaceAll("[^A-Za-z0-9.-]+", "_"));
    }
}
