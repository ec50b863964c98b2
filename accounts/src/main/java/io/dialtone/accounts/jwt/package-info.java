/**
 * The JSON Web Tokens of NATS: what operators, accounts and users say of each other, signed with nkeys.
 * {@link io.dialtone.accounts.jwt.Jwt} reads and writes tokens: {@code Jwt.decode(text)} gives one of the records of
 * {@link io.dialtone.accounts.jwt.Claims}, its signature verified and the first version of the format brought to the second;
 * {@code Jwt.encode(claims, key, clock)} signs. Claims are changed with {@code claims.with(b -> b.name("...").expires(...))} and
 * judged with {@code claims.validate(now)}. {@link io.dialtone.accounts.jwt.DecoratedFile} reads and writes the files that carry
 * tokens and seeds, {@link io.dialtone.accounts.jwt.Templates} fills in what a scoped signing key leaves open.
 */
@NullMarked
package io.dialtone.accounts.jwt;

import org.jspecify.annotations.NullMarked;
