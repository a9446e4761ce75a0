package dev.jcross.cli.console;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.UndeclaredThrowableException;

/**
 * The way to {@code sun.misc.Signal}, of the module {@code jdk.unsupported}.
 *
 * @param construct a signal from its name
 * @param adapt the JDK's listener from ours
 * @param handle has a signal handled by a listener
 */
record SignalHandling(MethodHandle construct, MethodHandle adapt, MethodHandle handle) {
  static final SignalHandling LINK = link();

  private static SignalHandling link() {
    try {
      var lookup = MethodHandles.lookup();
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var arrived =
          lookup.findStatic(
              SignalHandling.class,
              "arrived",
              methodType(void.class, Runnable.class, Object.class));
      var adapt =
          LambdaMetafactory.metafactory(
              lookup,
              "handle",
              methodType(handler, Runnable.class),
              methodType(void.class, signal),
              arrived,
              methodType(void.class, signal));
      return new SignalHandling(
          lookup.findConstructor(signal, methodType(void.class, String.class)),
          adapt.getTarget(),
          lookup.findStatic(signal, "handle", methodType(handler, signal, handler)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java has no sun.misc.Signal", e);
    } catch (java.lang.invoke.LambdaConversionException e) {
      throw new IllegalStateException("sun.misc.SignalHandler is another one", e);
    }
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // found by name above
  private static void arrived(Runnable listener, Object signal) {
    listener.run();
  }

  /**
   * Calls back whenever the signal arrives.
   *
   * @throws IllegalArgumentException if the system has no such signal, or Java keeps it for itself
   */
  void handle(String name, Runnable listener) {
    try {
      handle.invoke(construct.invoke(name), adapt.invoke(listener));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e);
    }
  }
}
