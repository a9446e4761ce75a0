package dev.jcross.engine.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * docker-java's settings. Its own reader of them takes variables, properties and contexts of its
 * own accord; here everything has been decided before.
 */
record ClientConfig(URI address, String api, RegistryLogins logins) implements DockerClientConfig {
  @Override
  public URI getDockerHost() {
    return address;
  }

  @Override
  public RemoteApiVersion getApiVersion() {
    return RemoteApiVersion.parseConfig(api);
  }

  @Override
  public @Nullable String getRegistryUsername() {
    return null;
  }

  @Override
  public @Nullable String getRegistryPassword() {
    return null;
  }

  @Override
  public @Nullable String getRegistryEmail() {
    return null;
  }

  @Override
  public String getRegistryUrl() {
    return AuthConfig.DEFAULT_SERVER_ADDRESS;
  }

  @Override
  public @Nullable AuthConfig effectiveAuthConfig(String image) {
    return logins.forImage(image).orElse(null);
  }

  @Override
  public AuthConfigurations getAuthConfigurations() {
    return logins.all();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface's own
  public @Nullable SSLConfig getSSLConfig() {
    return null;
  }
}
