/** A suite as users of the runner write them: it knows the names of {@code jnats-server-runner} and nothing of Dialtone. */
@org.jspecify.annotations.NullMarked
package suite;
