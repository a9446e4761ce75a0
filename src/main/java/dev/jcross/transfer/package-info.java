/**
 * Brings files to an engine that cannot see ours, and back.
 *
 * <p>What an engine sees is a {@link dev.jcross.transfer.HostView}, found out at run time: an
 * engine on this machine sees everything, one that runs the container that we are in calls it by
 * other names, one on another machine sees nothing. {@link dev.jcross.transfer.ClientFiles} turns
 * the mounts of a plan into mounts that such an engine can make.
 */
@NullMarked
package dev.jcross.transfer;

import org.jspecify.annotations.NullMarked;
