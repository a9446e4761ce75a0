package dev.jcross.cli.command;

import dev.jcross.host.HostFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The proxies that downloads and image builds go through. */
final class ProxyCheck {
  private static final String CHECK = "proxy";
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Proxies proxies;

  ProxyCheck(HostFacts host) {
    this.proxies = Proxies.of(host);
  }

  List<Finding> findings() {
    var set = proxies.set();
    if (set.isEmpty()) {
      return List.of(Finding.ok(CHECK, "no proxy variable is set"));
    }
    var findings = new ArrayList<Finding>();
    findings.add(
        Finding.ok(
            CHECK,
            set.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + Proxies.masked(variable.getValue()))
                .collect(Collectors.joining(" "))));
    var names =
        set.keySet().stream()
            .filter(name -> !name.toLowerCase(Locale.ROOT).equals("no_proxy"))
            .toList();
    for (var name : names) {
      var address = Proxies.address(set.getOrDefault(name, ""));
      if (address.isEmpty()) {
        findings.add(
            Finding.warning(
                CHECK,
                name + " is no address that jcross understands",
                "export " + name + "=http://proxy.example:3128"));
      } else if (THIS_MACHINE.contains(address.get().getHost())) {
        findings.add(
            Finding.warning(
                CHECK,
                name + " names this machine, and in a container that name means the container",
                "export "
                    + name
                    + "=http://<an address that containers reach>:"
                    + address.get().getPort()));
      }
    }
    if (!names.isEmpty() && !proxies.exceptions().contains("localhost")) {
      findings.add(
          Finding.warning(
              CHECK,
              "no_proxy does not list localhost, so tests would ask the proxy for themselves",
              "export no_proxy=" + exceptions() + "localhost,127.0.0.1"));
    }
    return findings;
  }

  private String exceptions() {
    var now = proxies.exceptions();
    return now.isEmpty() ? "" : now + ",";
  }
}
