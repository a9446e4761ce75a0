package dev.jcross.engine;

import java.util.Objects;

/**
 * What {@code docker login} left for a registry.
 *
 * @param user empty if there is only a token
 * @param secret a password, or the token
 */
public record RegistryLogin(String user, String secret) {
  public RegistryLogin {
    Objects.requireNonNull(user);
    Objects.requireNonNull(secret);
  }

  @Override
  public String toString() {
    return "RegistryLogin[" + user + "]";
  }
}
