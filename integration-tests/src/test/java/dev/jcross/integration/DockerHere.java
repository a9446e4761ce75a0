package dev.jcross.integration;

import java.util.Map;

/** The engine that the other tests use too. */
final class DockerHere extends EngineWay {
  DockerHere() {
    super("the engine of this machine");
  }

  @Override
  void start() {}

  @Override
  Map<String, String> environment() {
    return System.getenv();
  }
}
