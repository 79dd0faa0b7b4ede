package io.postweiche.config;

import io.postweiche.core.mail.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code bounces:}. */
final class BouncesReader {
  private BouncesReader() {}

  static @Nullable BounceSettings read(Section root, RelaysReader relays) {
    Section section = root.section("bounces");
    Address from = section.find("from", BouncesReader::from);
    Value names = section.find("relays");
    List<RelaysReader.Named> carriers = names == null ? List.of() : relays.named(names);
    carriers.forEach(BouncesReader::tellNullSender);
    section.refuseOthers();
    if (!root.isMapping("bounces")) {
      return null;
    }
    if (!section.has("from")) {
      section.missing("from", "the address that reports of non-delivery come from");
    }
    if (names == null) {
      section.missing("relays", "who carries reports of non-delivery");
    }
    return new BounceSettings(
        from == null ? Address.NULL : from, carriers.stream().map(c -> c.relay().id()).toList());
  }

  private static void tellNullSender(RelaysReader.Named carrier) {
    if (!carrier.relay().profile().nullSender()) {
      carrier
          .at()
          .refuse(
              "relay '"
                  + carrier.relay().id()
                  + "' does not take the null sender, which every report has (null-sender: false)");
    }
  }

  private static Address from(String text) {
    Address from = Scalars.address(text);
    if (from.isNull()) {
      throw new IllegalArgumentException("an address that people can read wanted, not '<>'");
    }
    return from;
  }
}
