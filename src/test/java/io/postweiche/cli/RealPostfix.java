package io.postweiche.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A configuration of Postfix in a folder of its own, asked by the real {@code postconf} and {@code
 * postmap -q}. The order of the questions is that of trivial-rewrite(8) and of SASL_README, written
 * down here a second time.
 */
final class RealPostfix {
  private static final Set<String> BY_WHOLE_KEY = Set.of("regexp", "pcre");

  private final Path folder;
  private final Map<String, String> parameters = new HashMap<>();
  private final Map<String, Map<String, String>> answers = new HashMap<>();

  /** Takes the place of /etc/postfix: every file there names it. */
  RealPostfix(Path folder) throws IOException {
    this.folder = folder;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, Files.readString(file).replace("/etc/postfix", folder.toString()));
      }
    }
  }

  static boolean present() {
    return Files.isExecutable(Path.of("/usr/sbin/postmap"));
  }

  /** {@code host:port user} for each relay in order; {@code direct} or a transport otherwise. */
  List<String> carriers(String sender) throws IOException {
    String key = sender.equals("<>") ? "<>" : sender;
    String transport = bySender("sender_dependent_default_transport_maps", key);
    String relay = bySender("sender_dependent_relayhost_maps", key);
    String next = relay.isEmpty() || relay.equals("DUNNO") ? value("relayhost") : relay;
    String channel = transport.isEmpty() ? value("default_transport") : transport;
    String everything = any("transport_maps", "*");
    if (channel.contains(":") && !channel.endsWith(":")) {
      next = channel.substring(channel.indexOf(':') + 1);
    }
    channel = channel.replaceAll(":.*", "");
    if (!everything.isEmpty()) {
      next = everything.replaceAll("^[^:]*:", "");
      channel = everything.replaceAll(":.*", "");
    }
    if (Set.of("uucp", "local", "error").contains(channel)) {
      return List.of(channel);
    }
    List<String> carriers = new ArrayList<>();
    for (String hop : (next + " " + value("smtp_fallback_relay")).strip().split("[, ]+")) {
      carriers.add(hop.isEmpty() ? "direct" : hop(hop, sender));
    }
    return carriers;
  }

  private String hop(String hop, String sender) throws IOException {
    String host = hop.replaceAll("^\\[(.*)\\].*", "$1").replaceAll("^([^:\\[\\]]+):[^:]*$", "$1");
    String port = hop.replaceAll("^.*[\\]a-z0-9]:(\\w+)$", "$1");
    String number =
        port.equals(hop) || hop.endsWith("]") ? "25" : port.replace("submission", "587");
    String login = value("smtp_sasl_auth_enable").equals("yes") ? login(hop, host, sender) : "";
    return host.replaceAll("^ipv6:", "") + ":" + number + " " + login.replaceAll(":.*", "");
  }

  private String login(String hop, String host, String sender) throws IOException {
    String logins = "smtp_sasl_password_maps";
    boolean bySender = value("smtp_sender_dependent_authentication").equals("yes");
    String found = bySender && !sender.equals("<>") ? bySender(logins, sender) : "";
    found = found.isEmpty() ? any(logins, host) : found;
    return found.isEmpty() ? any(logins, hop) : found;
  }

  /** mail_addr_find: whole address, without extension, local part of own domains, @domain. */
  private String bySender(String parameter, String sender) throws IOException {
    int at = sender.lastIndexOf('@');
    String found = any(parameter, sender);
    if (!found.isEmpty() || at < 0) {
      return found;
    }
    String local = sender.substring(0, at);
    String domain = sender.substring(at + 1);
    String bare = value("recipient_delimiter").equals("+") ? local.replaceAll("\\+.*", "") : local;
    List<String> keys = new ArrayList<>(List.of(bare + "@" + domain));
    String own = value("mydestination") + ", " + value("myorigin") + ",";
    if (own.contains(domain.toLowerCase(Locale.ROOT) + ",")) {
      keys.addAll(List.of(local, bare));
    }
    keys.add("@" + domain);
    for (String key : keys) {
      found = found.isEmpty() ? partial(parameter, key) : found;
    }
    return found;
  }

  private String any(String parameter, String key) throws IOException {
    return first(parameter, key, true);
  }

  private String partial(String parameter, String key) throws IOException {
    return first(parameter, key, false);
  }

  private String first(String parameter, String key, boolean whole) throws IOException {
    for (String map : maps(value(parameter))) {
      if (whole || !BY_WHOLE_KEY.contains(map.replaceAll(":.*", ""))) {
        String found = postmap(map, key);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  private String postmap(String map, String key) throws IOException {
    Map<String, String> known = answers.computeIfAbsent(map, m -> new HashMap<>());
    if (known.isEmpty() && map.startsWith("hash:")) {
      run("postmap", "-c", folder.toString(), map);
    }
    String found = known.get(key);
    if (found == null) {
      found = run("postmap", "-c", folder.toString(), "-q", key, map);
      known.put(key, found);
    }
    return found;
  }

  private String value(String parameter) throws IOException {
    String found = parameters.get(parameter);
    if (found == null) {
      found = run("postconf", "-c", folder.toString(), "-xh", parameter);
      parameters.put(parameter, found);
    }
    return found;
  }

  // proxy: would ask a running proxymap(8) for the same table
  private static List<String> maps(String value) {
    List<String> maps = new ArrayList<>();
    int depth = 0;
    StringBuilder map = new StringBuilder();
    for (char c : (value.replace("proxy:", "") + " ").toCharArray()) {
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0 && (c == ',' || c == ' ')) {
        if (!map.isEmpty()) {
          maps.add(map.toString());
          map.setLength(0);
        }
      } else {
        map.append(c);
      }
    }
    return maps;
  }

  private static String run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/sbin/" + program));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
