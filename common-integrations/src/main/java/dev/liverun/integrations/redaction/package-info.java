/**
 * Takes secrets out of what is recorded, before it is stored. Two ways complement each other: what is secret by its name
 * (a header, a field, a path), and what is secret by its value (every credential and token that this process has used),
 * wherever it turns up, also percent-encoded, JSON-escaped or inside of base64. The work is linear in the text.
 */
@NullMarked
package dev.liverun.integrations.redaction;

import org.jspecify.annotations.NullMarked;
