package dev.jcross.transfer;

/**
 * A file on the engine's machine, as it was when it was looked at.
 *
 * @param size in bytes
 * @param mode the nine bits of permission
 * @param owner {@code uid:gid}
 */
record RemoteFile(Kind kind, long size, int mode, String owner, Stamp stamp) {}
