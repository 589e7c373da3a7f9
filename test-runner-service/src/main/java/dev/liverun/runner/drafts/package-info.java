/** Drafts of workflows, made from what other tools keep: OpenAPI, Postman collections, HAR recordings, curl commands. */
@NullMarked
package dev.liverun.runner.drafts;

import org.jspecify.annotations.NullMarked;
