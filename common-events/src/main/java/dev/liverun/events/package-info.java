/**
 * Events between services: {@link dev.liverun.events.contract what is said}, and how nothing of it is lost or applied
 * twice.
 *
 * <p>Writing: change state and call {@link dev.liverun.events.outbox.Outbox#append} in one
 * {@link dev.liverun.events.Transactions transaction}; the relay does the rest. Reading: declare a bean that implements
 * {@link dev.liverun.events.inbox.EventHandler}; it is called once per event, in a transaction of its own.
 */
@NullMarked
package dev.liverun.events;

import org.jspecify.annotations.NullMarked;
