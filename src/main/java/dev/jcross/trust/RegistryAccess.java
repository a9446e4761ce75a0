package dev.jcross.trust;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How registries are reached.
 *
 * @param variables those about proxies, with others among them
 * @param caBundle PEM certificates to trust besides the well-known ones
 * @param login what the registry is told about the caller
 */
public record RegistryAccess(
    Map<String, String> variables, Optional<Path> caBundle, Optional<Login> login) {
  public RegistryAccess {
    variables = Map.copyOf(variables);
    Objects.requireNonNull(caBundle);
    Objects.requireNonNull(login);
  }

  /**
   * What {@code docker login} left.
   *
   * @param user empty if there is only a token
   * @param secret a password, or the token
   */
  public record Login(String user, String secret) {
    public Login {
      Objects.requireNonNull(user);
      Objects.requireNonNull(secret);
    }

    boolean isToken() {
      return user.isEmpty();
    }

    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }
}
