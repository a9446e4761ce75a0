/**
 * The pure decision: invocation, project, settings and host facts to a {@link
 * dev.jcross.plan.BuildPlan}; and a plan as text or JSON.
 *
 * <p>Nothing here reads a clock, a file, the environment or the network.
 */
@NullMarked
package dev.jcross.plan;

import org.jspecify.annotations.NullMarked;
