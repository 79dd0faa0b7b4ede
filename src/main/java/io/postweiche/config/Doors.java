package io.postweiche.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The addresses that this process listens on: reads them, and tells two that collide. */
final class Doors {
  private static final Set<String> EVERY_INTERFACE = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  private record Door(HostPort address, Position at) {}

  private final List<Door> doors = new ArrayList<>();

  /** The address behind a key, {@code fallback} when it is absent; told when it is taken. */
  HostPort open(Section section, String key, HostPort fallback) {
    HostPort address = section.read(key, fallback, Doors::address);
    claim(section, key, address);
    return address;
  }

  /** As {@link #open(Section, String, HostPort)}, where {@code off} gives null. */
  @Nullable HostPort openUnlessOff(Section section, String key, HostPort fallback) {
    HostPort off = new HostPort("off", 0);
    HostPort address =
        section.read(key, fallback, text -> text.equals("off") ? off : address(text));
    if (address.equals(off)) {
      return null;
    }
    claim(section, key, address);
    return address;
  }

  private void claim(Section section, String key, HostPort address) {
    for (Door other : doors) {
      if (collide(address, other.address())) {
        section.refuse(key, "'" + address + "' is also an address of line " + other.at().line());
        return;
      }
    }
    doors.add(new Door(address, section.place(key)));
  }

  private static boolean collide(HostPort one, HostPort other) {
    boolean sameHost =
        one.host().equals(other.host())
            || EVERY_INTERFACE.contains(one.host())
            || EVERY_INTERFACE.contains(other.host());
    return one.port() != 0 && one.port() == other.port() && sameHost;
  }

  private static HostPort address(String text) {
    HostPort address = HostPort.of(text);
    if (!address.host().equals("localhost")) {
      try {
        Network.of(address.host()); // a name would be looked up, and might mean another machine
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'" + address.host() + "' is no IP address of this machine (127.0.0.1, 0.0.0.0)", e);
      }
    }
    return address;
  }
}
