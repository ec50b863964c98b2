@org.jspecify.annotations.NullMarked
package io.dialtone.actors.spans;
