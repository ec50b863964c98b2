/** Operator mode from outside: signed users and accounts, pushed claims, directories of them; compared with a real nats-server. */
@org.jspecify.annotations.NullMarked
package io.dialtone.app.operator;
