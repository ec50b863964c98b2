@org.jspecify.annotations.NullMarked
package io.dialtone.opentelemetry;
