/**
 * The only code of Liverun that calls a live integration: health checks and test steps go through the same
 * {@link dev.liverun.integrations.IntegrationClient}, so that both behave, measure and fail alike.
 *
 * <p>A caller describes <em>where</em> ({@link dev.liverun.integrations.Target}) and <em>what</em>
 * ({@link dev.liverun.integrations.OutgoingRequest}) and receives a {@link dev.liverun.integrations.outcome.CallOutcome}:
 * an answer, or a failure with its kind and the phase it happened in. Whatever the remote side does is an outcome, never
 * an exception. On the way the call passes, in this order:
 *
 * <ol>
 *   <li>the gates ({@link dev.liverun.integrations.CallGate}), which can halt everything;
 *   <li>the credential ({@code credentials}), resolved by name, never stored; OAuth tokens are fetched once and shared;
 *   <li>the rate budget ({@code budget}): a timed slot, the same for all replicas;
 *   <li>the egress policy ({@code egress}): every resolved address is checked, and the connection goes to the checked one;
 *   <li>the wire ({@code http}): HTTP/1.1 over kept connections, each phase measured, sizes capped;
 *   <li>redirects (checked again, credentials stay at home) and retries (only where repeating is safe).
 * </ol>
 *
 * <p>What is recorded of a call goes through {@code redaction} before it is stored anywhere.
 */
@NullMarked
package dev.liverun.integrations;

import org.jspecify.annotations.NullMarked;
