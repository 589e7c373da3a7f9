/** The wallet and admin services: authenticated create, read, list, delete. */
@NullMarked
package dev.liverun.sandbox.rest;

import org.jspecify.annotations.NullMarked;
