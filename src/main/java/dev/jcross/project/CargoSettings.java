package dev.jcross.project;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What cargo reads before it looks for a project: aliases, and how it is to speak. */
public final class CargoSettings {
  private final CargoConfigs configs;

  private CargoSettings(CargoConfigs configs) {
    this.configs = configs;
  }

  /**
   * Reads {@code --config}, variables, and the .cargo/config.toml files from the working directory
   * upwards.
   *
   * @param typed the values of {@code --config}, in order
   * @throws ProblemException TOML_SYNTAX or FILE for every file that cannot be read
   */
  public static CargoSettings read(HostFacts host, List<String> typed) {
    var reader = new ProjectReader(host);
    var configs = reader.configs(reader.workingDirectory(), typed);
    if (!reader.problems().isEmpty()) {
      throw new ProblemException(reader.problems());
    }
    return new CargoSettings(configs);
  }

  /** The words that an alias stands for. */
  public Optional<List<String>> alias(String name) {
    return configs.alias(name);
  }

  /** The names of all aliases, sorted. */
  public Set<String> aliases() {
    return configs.aliases();
  }

  public Terminal terminal() {
    return configs.terminal();
  }
}
