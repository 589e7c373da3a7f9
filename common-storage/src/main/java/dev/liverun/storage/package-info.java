/**
 * Files outside the database, under keys of our own making. A service injects {@link dev.liverun.storage.FileStore}; where
 * the files are is configuration ({@link dev.liverun.storage.StorageConfig}).
 */
@NullMarked
package dev.liverun.storage;

import org.jspecify.annotations.NullMarked;
